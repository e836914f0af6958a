"""ACM without AWS Signer, which is not served here: no signing profile uses a certificate."""

from ministack.services import acm

from .patching import replace


@replace(acm, "_signing_profiles_using")
def _signing_profiles_using(_certificate_arn):
    return []
