"""Sign-in with an OpenID Connect provider (统一身份认证): code flow with PKCE, nothing else."""
