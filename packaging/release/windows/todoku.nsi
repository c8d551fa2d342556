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

; MakeWay waits until PROGRAM can be written. Nobody can be asked to close it in
; silence: then it is moved aside, goes on running, and its file goes next time.
!macro MakeWay PROGRAM
	Delete "$INSTDIR\${PROGRAM}.old"
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
		${If} ${Silent}
			Rename "$INSTDIR\${PROGRAM}" "$INSTDIR\${PROGRAM}.old"
			${IfNot} ${Errors}
				${ExitDo}
			${EndIf}
		${EndIf}
		MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY +3
		SetErrorLevel 5
		Quit
	${Loop}
!macroend

Section "$(Program)"
	SectionIn RO
	!insertmacro MakeWay todoku.exe
	!insertmacro MakeWay todoku-cli.exe
	SetOutPath "$INSTDIR"
	File "${IN}\todoku.exe"
	File "${IN}\todoku-cli.exe"
	File "${IN}\licences.txt"
	WriteUninstaller "$INSTDIR\uninstall.exe"
	CreateShortCut "$SMPROGRAMS\Todoku.lnk" "$INSTDIR\todoku.exe" "" "" "" "" "" "$(Shown)"
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
	!insertmacro MakeWay todoku.exe
	!insertmacro MakeWay todoku-cli.exe
	Delete "$INSTDIR\software-gl\*.dll"
	RMDir "$INSTDIR\software-gl"
	Delete "$INSTDIR\todoku.exe"
	Delete "$INSTDIR\todoku-cli.exe"
	Delete "$INSTDIR\licences.txt"
	Delete "$INSTDIR\uninstall.exe"
	RMDir "$INSTDIR"
	Delete "$SMPROGRAMS\Todoku.lnk"
	DeleteRegKey HKCU "${UNINSTALL}"
	DeleteRegKey HKCU "Software\Todoku"
	${If} ${FileExists} "$APPDATA\todoku\*.*"
		MessageBox MB_YESNO|MB_DEFBUTTON2|MB_ICONQUESTION "$(SettingsToo)" /SD IDNO IDNO keep
		RMDir /r "$APPDATA\todoku"
		keep:
	${EndIf}
SectionEnd
