@echo off
setlocal enabledelayedexpansion
for %%v in (3.13 3.12 3.11) do (
  py -%%v -c "" >nul 2>nul
  if not errorlevel 1 (
    py -%%v "%~dp0install.py" %*
    set code=!errorlevel!
    pause
    exit /b !code!
  )
)
python "%~dp0install.py" %*
pause
