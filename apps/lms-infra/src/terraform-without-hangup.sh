#!/bin/sh
# cdktf runs Terraform in a terminal of its own. When one stack ends, cdktf may end, and the terminal with it: the Terraforms of
# other stacks would die of the hangup, their states lost and their locks held.
trap '' HUP
exec "$LMS_INFRA_TERRAFORM" "$@"
