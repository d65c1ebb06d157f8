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
!define MUI_FINISHPAGE_RUN_TEXT "$(OPEN)"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
LangString OPEN ${LANG_FRENCH} "Ouvrir pacxl maintenant"
LangString OPEN ${LANG_ENGLISH} "Open pacxl now"
LangString RUNS ${LANG_FRENCH} "pacxl est ouvert. Cliquez sur Quitter dans sa page, puis sur Recommencer."
LangString RUNS ${LANG_ENGLISH} "pacxl is open. Click on Quit in its page, then on Retry."

; Windows lets nobody write over a program that runs: ask for it to be left, rather than install half of it.
!macro LeaveIt UN
Function ${UN}LeaveIt
  again:
  IfFileExists "$INSTDIR\pacxl-page.exe" 0 left
  ClearErrors
  FileOpen $0 "$INSTDIR\pacxl-page.exe" a
  FileClose $0
  IfErrors 0 left
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNS)" /SD IDCANCEL IDRETRY again
  Abort
  left:
FunctionEnd
!macroend
!insertmacro LeaveIt ""
!insertmacro LeaveIt "un."

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\pacxl"

Section "pacxl"
  Call LeaveIt
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
  Call un.LeaveIt
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
