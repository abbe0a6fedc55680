# inside.zsh - read by the shell on the terminal: completion that tells what it is given, then ends.
PS1= PS2=
setopt no_prompt_sp
autoload -Uz compinit && compinit -u -D
madosim() { "$MADOSIM" "$@" }
source "$COMPLETION"
compadd() {
    local -a hits
    if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
        builtin compadd -A hits "$@"
        print -l -- "@"$^hits"@"
    fi
    builtin compadd "$@"
}
finish() {
    print -- "@@end"
    exit
}
comppostfuncs=(finish)
bindkey '^I' complete-word
