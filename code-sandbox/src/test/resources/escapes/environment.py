# ends: EXITED 0
# What the environment tells.
for name in sorted(os.environ):
    if name not in ["PATH", "HOME", "LANG", "PWD", "LC_CTYPE", "OLDPWD", "SHLVL", "_"]:
        escaped("sees variable " + name)
held("sees %s" % sorted(os.environ))
