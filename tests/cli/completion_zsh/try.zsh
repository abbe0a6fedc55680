# try.zsh COMPLETION - what zsh offers where | stands. Each line is typed in a shell of its own, on
# a terminal that nobody sees.
emulate -R zsh
zmodload zsh/zpty || exit 1
export COMPLETION=$1

offered() { # what is typed
    local line
    local -aU hits
    zpty shell zsh -f -i
    zpty -w shell 'source inside.zsh'
    zpty -w -n shell "$1"$'\t'
    while zpty -r shell line && [[ $line != *@@end* ]]; do
        line=${line//[$'\r\n']/}
        [[ $line == *@?*@ ]] && hits+=${${line%@}##*@}
    done
    zpty -d shell
    print -r -- "$1| $hits"
}

for typed in 'madosim ve' 'madosim --v' 'madosim diff --form' 'madosim diff --format s' 'madosim plan --lang ' \
    'madosim explain M00' 'madosim completion ' 'madosim init --ward aob' 'madosim run ../mini' \
    'madosim staff x.yaml --pl'; do
    offered "$typed"
done
