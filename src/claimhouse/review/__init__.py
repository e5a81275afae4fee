"""`claimhouse review`: a drafted report in a page on this machine, figure by figure.

guard.py lets requests of the page alone pass, server.py answers them, desk.py turns them into steps of the draft by the choices
that registers.py gives, verdicts.py has the models computed in the background. page/ is what the browser loads.
"""
