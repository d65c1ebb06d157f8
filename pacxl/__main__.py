from pacxl.cli import main

main()
