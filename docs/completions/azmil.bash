_azmil() {
    local azmil=azmil kind= word
    [[ $1 == */* ]] && azmil=${1/#\~/$HOME}
    COMPREPLY=()
    {
        IFS= read -r kind
        while IFS= read -r word; do COMPREPLY+=("$word"); done
    } < <("$azmil" complete bash "${COMP_LINE:0:COMP_POINT}" "$2" "$COMP_TYPE" 2>/dev/null)
    [[ $kind == files ]] && compopt -o default 2>/dev/null
    return 0
}
complete -o nosort -F _azmil azmil 2>/dev/null || complete -F _azmil azmil
