"""Addresses of accounts."""

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.urls import path

from headwater.web.accounts.views import own, people, signing_in
from headwater.web.policy import public

app_name = "accounts"
urlpatterns = [
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-in/demonstration", signing_in.sign_in_demo, name="sign-in-demo"),
    path("carry-on", signing_in.carry_on, name="carry-on"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("forgotten", signing_in.forgotten, name="forgotten"),
    path("forgotten/sent", signing_in.link_sent, name="link-sent"),
    path("forgotten/<uidb64>/<token>", signing_in.choose_again, name="choose-again"),
    path("me", own.account, name="account"),
    path("me/purpose", own.purpose, name="purpose"),
    path("me/password", own.change_password, name="change-password"),
    path("people", people.people, name="people"),
    path("people/invite", people.invite, name="invite"),
    path("people/invitations/<int:pk>/withdraw", people.withdraw, name="withdraw"),
    path("people/<int:pk>", people.person, name="person"),
    path("people/<int:pk>/role", people.role, name="role"),
    path("people/<int:pk>/close", people.close, name="close"),
    path("people/<int:pk>/reopen", people.reopen, name="reopen"),
    path("people/<int:pk>/second-factor", people.forget_second_factor, name="forget-second-factor"),
    path("invitation/<str:token>", signing_in.accept, name="accept"),
]

# django-allauth finds these by names of its own.
allauth_patterns = [
    path("sign-in", signing_in.sign_in, name="account_login"),
    path("sign-in", signing_in.sign_in, name="socialaccount_login_cancelled"),
    path("sign-in/code", own.code, name="mfa_authenticate"),
    path("sign-in/<slug:provider_id>", public(login), name="openid_connect_login"),
    path("sign-in/<slug:provider_id>/back", public(callback), name="openid_connect_callback"),
    path("me/again", own.again_by_password, name="account_reauthenticate"),
    path("me/again/code", own.again_by_code, name="mfa_reauthenticate"),
    path("me/again/key", own.again_by_key, name="mfa_reauthenticate_webauthn"),
    path("me/second-factor", own.second_factor, name="mfa_index"),
    path("me/second-factor/app", own.add_app, name="mfa_activate_totp"),
    path("me/second-factor/app/remove", own.remove_app, name="mfa_deactivate_totp"),
    path("me/second-factor/key", own.add_key, name="mfa_add_webauthn"),
    path("me/second-factor/key/<int:pk>/remove", own.remove_key, name="mfa_remove_webauthn"),
    path("me/second-factor/codes", own.codes, name="mfa_view_recovery_codes"),
    path("me/second-factor/codes/new", own.new_codes, name="mfa_generate_recovery_codes"),
]
