function __azmil_complete
    set -l words (commandline -xpc 2>/dev/null; or commandline -opc)
    set -l typed (commandline -ct)
    test "$words $typed" = "$__azmil_line"; and return
    set -g __azmil_line "$words $typed"
    set -l azmil azmil
    string match -q '*/*' -- $words[1]; and set azmil (string replace -r '^~' $HOME -- $words[1])
    set typed (string unescape -- $typed; or string unescape -- (string sub -e -1 -- $typed))
    set -g __azmil_found ($azmil complete fish $words[2..] "$typed" 2>/dev/null)
end
function __azmil_files
    __azmil_complete
    test "$__azmil_found[1]" = files
end
function __azmil_words
    __azmil_complete
    set -e __azmil_line
    printf '%s\n' $__azmil_found[2..]
end
complete -c azmil -f -k -a '(__azmil_words)'
complete -c azmil -n __azmil_files -F
