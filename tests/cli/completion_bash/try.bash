# try.bash COMPLETION - what is offered where | stands.
source "$1"
compopt() { :; }
madosim() { "$MADOSIM" "$@"; }
try() { # words, the last one is being typed
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _madosim
    echo "$*| ${COMPREPLY[*]}"
}
try madosim v
try madosim --
try madosim diff --f
try madosim diff --format ''
try madosim diff --format = sh
try madosim plan --lang =
try madosim explain M01
try madosim completion ''
try madosim init --preset y
try madosim init --ward ao
try madosim init --ward 青
try madosim run ../mini
try madosim init ../completion_ba
try madosim run --seed ''
try madosim show -o ../mini.y
try madosim nothing ''
try madosim completion m
try madosim staff x.yaml --pl
try madosim sweep x.yaml --of
try madosim report --role ''
try madosim forecast --state ../completion_ba
