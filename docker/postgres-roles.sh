#!/bin/sh
# Runs once, when the database is made: a role that owns and migrates, a role that runs, and the group to which migrations grant.
set -eu
psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  --set=owner_password="$OWNER_PASSWORD" --set=app_password="$APP_PASSWORD" <<'SQL'
CREATE ROLE proofmark_app NOLOGIN;
CREATE ROLE proofmark_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE proofmark_run LOGIN PASSWORD :'app_password' IN ROLE proofmark_app;
CREATE DATABASE proofmark OWNER proofmark_owner;
REVOKE CONNECT, TEMPORARY ON DATABASE proofmark FROM PUBLIC;
GRANT CONNECT ON DATABASE proofmark TO proofmark_app;
SQL
