; The setup of Todoku for one user, without administrator rights.
; Silent: todoku-….exe /S [/D=C:\folder]     silent removal: uninstall.exe /S
;
; packaging/release.sh calls makensis with VERSION, NUMBERS, IN (a folder with the
; programs), ICON, OUT and, where it was built, GL. The stub is 64-bit, so that
; 32-bit Windows is refused at once.
Unicode true
Target amd64-unicode
ManifestDPIAware true
SetCompressor /SOLID lzma
SetCompressorDictSize 64 ; both programs share much
RequestExecutionLevel user
Name "Todoku"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Todoku"
InstallDirRegKey HKCU "Software\Todoku" "InstallDir"
BrandingText "Todoku ${VERSION}"
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!ifdef SIGN
!uninstfinalize '${SIGN} "%1"'
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\todoku.exe"
!insertmacro MUI_PAGE_DIRECTORY
!ifdef GL
!insertmacro MUI_PAGE_COMPONENTS
!endif
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "English"

LangString Running ${LANG_JAPANESE} "Todoku が動いています。終了してから［再試行］を押してください。"
LangString Running ${LANG_ENGLISH} "Todoku is running. Close it, then press Retry."
LangString SettingsToo ${LANG_JAPANESE} "設定とテスト履歴も消しますか？$\n$\n$APPDATA\todoku$\n$\n「いいえ」を選ぶと残り、もう一度入れたときにそのまま使えます。資格情報マネージャーのパスワードは、どちらでも残ります。"
LangString SettingsToo ${LANG_ENGLISH} "Remove the settings and the test history too?$\n$\n$APPDATA\todoku$\n$\nNo keeps them for the next time Todoku is installed. Passwords in the Credential Manager stay in either case."
LangString Shown ${LANG_JAPANESE} "Todoku（届く）メールサーバーの設定とテスト"
LangString Shown ${LANG_ENGLISH} "Todoku"
LangString Program ${LANG_JAPANESE} "Todoku"
LangString Program ${LANG_ENGLISH} "Todoku"
LangString Bundle ${LANG_JAPANESE} "Todoku の引っ越し用ファイル"
LangString Bundle ${LANG_ENGLISH} "Todoku bundle"
LangString Drawing ${LANG_JAPANESE} "リモートデスクトップ・仮想マシン用の描画（OpenGL）"
LangString Drawing ${LANG_ENGLISH} "Drawing for Remote Desktop and virtual machines (OpenGL)"

VIProductVersion "${NUMBERS}"
!macro Property LANGUAGE DESCRIPTION
VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "Todoku"
VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "Todoku"
VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Todoku"
!macroend
!insertmacro Property ${LANG_JAPANESE} "Todoku セットアップ"
!insertmacro Property ${LANG_ENGLISH} "Todoku setup"

!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Todoku"

; A bundle of Todoku, as "todoku-cli export --format bundle" writes it.
!define BUNDLE "Todoku.Bundle"
!define CLASSES "Software\Classes"

; Await waits until PROGRAM can be written, SECONDS at most, with an error when it
; cannot: the window and the process that watches it both hold the file, and the
; second ends a moment after the first.
!macro Await PROGRAM SECONDS
	StrCpy $1 0
	${Do}
		ClearErrors
		${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
			${ExitDo}
		${EndIf}
		FileOpen $0 "$INSTDIR\${PROGRAM}" a
		${IfNot} ${Errors}
			FileClose $0
			${ExitDo}
		${EndIf}
		IntOp $1 $1 + 1
		${If} $1 > ${SECONDS}
			SetErrors
			${ExitDo}
		${EndIf}
		Sleep 1000
	${Loop}
!macroend

; MoveAside renames PROGRAM, which goes on running; its file goes next time.
!macro MoveAside PROGRAM
	StrCpy $1 0
	${Do}
		IntOp $1 $1 + 1
		ClearErrors
		Rename "$INSTDIR\${PROGRAM}" "$INSTDIR\${PROGRAM}.$1.old"
	${LoopUntil} $1 > 9
!macroend

; MakeWay asks to close PROGRAM. Nobody can be asked in silence: then a setup moves
; it aside, and a removal gives up before it has removed anything.
!macro MakeWay PROGRAM ASIDE
	${Do}
		!insertmacro Await ${PROGRAM} 3
		${IfNot} ${Errors}
			${ExitDo}
		${EndIf}
!if ${ASIDE} == 1
		${If} ${Silent}
			!insertmacro MoveAside ${PROGRAM}
			${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
				${ExitDo}
			${EndIf}
		${EndIf}
!endif
		MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
		SetErrorLevel 5
		Quit
	${Loop}
!macroend

; The Explorer reads again what opens which file.
!macro TellExplorer
	System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section "$(Program)"
	SectionIn RO
	Delete "$INSTDIR\*.old"
	!insertmacro MakeWay todoku.exe 1
	!insertmacro MakeWay todoku-cli.exe 1
	SetOutPath "$INSTDIR"
	File "${IN}\todoku.exe"
	File "${IN}\todoku-cli.exe"
	File "${IN}\licences.txt"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortCut "$SMPROGRAMS\Todoku.lnk" "$INSTDIR\todoku.exe" "" "" "" "" "" "$(Shown)"
	WriteRegStr HKCU "${CLASSES}\${BUNDLE}" "" "$(Bundle)"
	WriteRegStr HKCU "${CLASSES}\${BUNDLE}\DefaultIcon" "" "$INSTDIR\todoku.exe,0"
	WriteRegStr HKCU "${CLASSES}\${BUNDLE}\shell\open\command" "" '"$INSTDIR\todoku.exe" "%1"'
	WriteRegStr HKCU "${CLASSES}\.todoku" "" "${BUNDLE}"
	WriteRegStr HKCU "${CLASSES}\.todoku\OpenWithProgids" "${BUNDLE}" ""
	!insertmacro TellExplorer
	WriteRegStr HKCU "Software\Todoku" "InstallDir" "$INSTDIR"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Todoku"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
	WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Todoku"
	WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\todoku.exe"
	WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
	WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
	WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
	WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
	WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
	${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
	WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

!ifdef GL
; In a folder of its own: beside the program it would always win over the
; graphics driver.
Section "$(Drawing)"
	SetOutPath "$INSTDIR\software-gl"
	File "${GL}\*.dll"
SectionEnd
!endif

Section "Uninstall"
	!insertmacro MakeWay todoku.exe 0
	!insertmacro MakeWay todoku-cli.exe 0
	Delete "$INSTDIR\*.old"
	Delete "$INSTDIR\software-gl\*.dll"
	RMDir "$INSTDIR\software-gl"
	Delete "$INSTDIR\todoku.exe"
	Delete "$INSTDIR\todoku-cli.exe"
	Delete "$INSTDIR\licences.txt"
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR"
	Delete "$SMPROGRAMS\Todoku.lnk"
	DeleteRegKey HKCU "${CLASSES}\${BUNDLE}"
	DeleteRegValue HKCU "${CLASSES}\.todoku\OpenWithProgids" "${BUNDLE}"
	ReadRegStr $0 HKCU "${CLASSES}\.todoku" ""
	${If} $0 == "${BUNDLE}" ; and not that of a program chosen since
		DeleteRegValue HKCU "${CLASSES}\.todoku" ""
	${EndIf}
	DeleteRegKey /ifempty HKCU "${CLASSES}\.todoku\OpenWithProgids"
	DeleteRegKey /ifempty HKCU "${CLASSES}\.todoku"
	!insertmacro TellExplorer
	DeleteRegKey HKCU "${UNINSTALL}"
	DeleteRegKey HKCU "Software\Todoku"
	${If} ${FileExists} "$APPDATA\todoku\*.*"
		MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(SettingsToo)" /SD IDNO IDNO keep
		RMDir /r "$APPDATA\todoku"
		keep:
	${EndIf}
SectionEnd
