; The Windows installer: for the person who runs it alone, so that no rights are needed.
;
;   makensis /DVERSION=0.1.0 packaging\installer.nsi      (after PyInstaller, from the root of the project)

Unicode true
!include "MUI2.nsh"

!ifndef VERSION
  !define VERSION "0.1.0"
!endif

Name "pacxl"
OutFile "..\dist\pacxl-${VERSION}-installation.exe"
InstallDir "$LOCALAPPDATA\Programs\pacxl"
InstallDirRegKey HKCU "Software\pacxl" "InstallDir"
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define MUI_ICON "pacxl.ico"
!define MUI_UNICON "pacxl.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\pacxl-page.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir pacxl maintenant"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\pacxl"

Section "pacxl"
  RMDir /r "$INSTDIR\_internal" ; what an earlier version had and this one has not
  SetOutPath "$INSTDIR"
  File /r "..\dist\pacxl\*.*"
  WriteUninstaller "$INSTDIR\desinstaller.exe"
  CreateShortcut "$SMPROGRAMS\pacxl.lnk" "$INSTDIR\pacxl-page.exe"
  CreateShortcut "$DESKTOP\pacxl.lnk" "$INSTDIR\pacxl-page.exe"
  WriteRegStr HKCU "Software\pacxl" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "pacxl"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\pacxl-page.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\desinstaller.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\pacxl.lnk"
  Delete "$DESKTOP\pacxl.lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\pacxl.exe"
  Delete "$INSTDIR\pacxl-page.exe"
  Delete "$INSTDIR\desinstaller.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\pacxl"
SectionEnd
