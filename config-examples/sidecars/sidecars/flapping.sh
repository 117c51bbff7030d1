# Dies again and again. The supervisor waits longer each time before it starts it anew.
echo "here for a moment"
read -rt 0.3 <> <(:) # sleeps, without a program of its own
exit 1
