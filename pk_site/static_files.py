"""How an installation keeps style sheets, scripts and pictures: each under a name that contains its fingerprint."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also the imports inside of scripts lead to the names with fingerprints.

    Without that, browsers would keep the modules of an earlier release for as long as their cache lives.
    """

    support_js_module_import_aggregation = True
