# Fondaco: `make help` lists the goals.
SHELL := /usr/bin/env bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test bench lint fmt web

# Where the demo listens and keeps its data; SKUS=50000 makes a large catalogue.
LISTEN ?= 127.0.0.1:8080
DATA ?= data/demo
SKUS ?=
# The demo is built for speed of use; PROFILE=dev builds faster and runs slower.
PROFILE ?= release
BUILT := $(or $(CARGO_TARGET_DIR),target)/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## check (and where possible install) what the other goals need
	@scripts/setup test

demo: ## build and start the demo on http://127.0.0.1:8080 (SKUS=50000: a large catalogue)
	@scripts/setup demo
	@scripts/web
	cargo build --locked --profile $(PROFILE) --bin fondaco
	$(BUILT)/fondaco demo --listen $(LISTEN) --data-dir $(DATA) $(if $(SKUS),--skus $(SKUS))

test: ## everything: format, lints, tests on SQLite and PostgreSQL, API contract, browser journey, accessibility
	@scripts/test

bench: ## measure the release build beside PostgreSQL's own benchmark; writes docs/benchmarks.md
	@scripts/setup bench
	@bench/run

lint: ## format and lints only
	@scripts/web
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	@scripts/lint-extra

fmt: ## format all Rust code
	cargo fmt --all

web: ## build what the browser loads
	@scripts/web
