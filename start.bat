@echo off
rem Windows: makes an environment of its own beside this file, then serves the pages.
setlocal
cd /d "%~dp0"
set IN=.venv\Scripts\python.exe
rem One whose Python is gone, or whose set-up was cut off, is made anew.
if not exist %IN% goto make
%IN% -c "import filecmp, sys; sys.exit(not filecmp.cmp('requirements.txt', '.venv/installed.txt', False))" >nul 2>nul
if not errorlevel 1 goto serve
:make
if exist .venv rmdir /s /q .venv
py -3 -m venv .venv 2>nul
if not exist %IN% python -m venv .venv
if not exist %IN% goto failed
%IN% -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
if errorlevel 1 goto failed
%IN% -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
if errorlevel 1 goto failed
copy /y requirements.txt .venv\installed.txt >nul
:serve
rem By the module, not by yuce.exe, which names the folder that it was made in.
%IN% -m cli serve %*
exit /b %errorlevel%
:failed
echo The set-up did not end. Python 3.11 to 3.14 is needed, and a connection for the first start.
pause
exit /b 1
