# fish completion for tuikuan: the program itself says what can come next (tuikuan complete).
function __tuikuan_candidates
	set -l words (commandline --tokenize --cut-at-cursor --current-process)
	set -l current (commandline --current-token --cut-at-cursor)
	$words[1] complete $words[2..-1] "$current" 2>/dev/null
end
complete --command tuikuan --arguments '(__tuikuan_candidates)'
