"""Addresses of signing and of checking files."""

from django.urls import path

from reports.views import bsre, checking, kept_keys, signing

urlpatterns = [
    path("pk/<int:pk>/tanda-tangan/elektronik/", signing.agreement_sign_electronic, name="agreement_sign_electronic"),
    path("pk/<int:pk>/tanda-tangan/kunci-server/", kept_keys.agreement_sign_kept_key, name="agreement_sign_kept_key"),
    path("pk/<int:pk>/tanda-tangan/bsre/", bsre.agreement_sign_bsre, name="agreement_sign_bsre"),
    path("pk/<int:pk>/tanda-tangan/bsre/selesaikan/", bsre.agreement_settle_bsre, name="agreement_settle_bsre"),
    path("v/<slug:token>/periksa/", checking.document_check, name="document_check"),
]
