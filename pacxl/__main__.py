from pacxl.cli.app import main

main()
