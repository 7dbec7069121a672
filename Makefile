# Everything that is done with ttlscope from a shell. "make" alone lists it.

PREFIX ?= /usr/local
DESTDIR ?=
ARGS ?=
TEST_FLAGS ?=
OPERATIONS ?= 2000000
SECONDS_EACH ?= 60
TARGETS ?=
SANITIZERS ?=
REQUESTS ?= 10000000
LOSSES ?= 10000
OUTAGE ?= 600

BUILD := swift build -c release --product ttlscope
PROGRAM := .build/release/ttlscope
LINTED := $(wildcard Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources Fuzz/Package.swift Fuzz/Sources)

# The installed program brings Swift's libraries along, so that it runs where Swift is not installed. macOS has them.
ifeq ($(shell uname -s),Linux)
  INSTALLED_BUILD := $(BUILD) --static-swift-stdlib --scratch-path .build/install
else
  INSTALLED_BUILD := $(BUILD) --scratch-path .build/install
endif
INSTALLED := .build/install/release/ttlscope

.DEFAULT_GOAL := help
.PHONY: help run build test soak soak-guest fuzz sanitize tls check lint bench install uninstall clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	  while IFS='|' read -r target text; do printf '%-18s %s\n' "$$target" "$$text"; done
	@echo
	@echo '  make run ARGS="--redis redis://localhost:6379"    arguments for ttlscope'
	@echo '  make install PREFIX=$$HOME/.local                 somewhere else than /usr/local'

run: build ## install what is missing, build, open the dashboard (ARGS="…" for ttlscope)
	@exec $(PROGRAM) $(ARGS)

build: ## build the program, optimised: .build/release/ttlscope
	@Scripts/setup.sh
	@$(BUILD)

# A crash under test must not stop at the backtracer's prompt.
test: ## run every test (TEST_FLAGS="…" for swift test)
	@Scripts/setup.sh tests
	SWIFT_BACKTRACE=interactive=no,color=no swift test --disable-xctest $(TEST_FLAGS)

soak: ## ask policies and Redis for much longer (OPERATIONS=… for each of eight seeds, REQUESTS=…, LOSSES=…, OUTAGE=seconds)
	@Scripts/setup.sh tests
	TTLSCOPE_OUTAGE_SECONDS=$(OUTAGE) SWIFT_BACKTRACE=interactive=no,color=no \
	  swift test --disable-xctest --filter 'RedisOutageTests|RedisHalfOpenTests' $(TEST_FLAGS)
	TTLSCOPE_CROWD_REQUESTS=$(REQUESTS) TTLSCOPE_CROWD_LOSSES=$(LOSSES) TTLSCOPE_HEALING_ROUNDS=60 \
	  TTLSCOPE_PAUSE_SECONDS=5 \
	  SWIFT_BACKTRACE=interactive=no,color=no \
	  swift test --disable-xctest --filter 'RedisCrowdTests|RedisHealingTests|RedisPauseTests' $(TEST_FLAGS)
	TTLSCOPE_MODEL_OPERATIONS=$(OPERATIONS) SWIFT_BACKTRACE=interactive=no,color=no \
	  swift test --disable-xctest --filter PolicyModelTests $(TEST_FLAGS)

soak-guest: ## walk over the keyboard on a server of others for ten minutes each, and look at ten million keys (1 GB)
	@Scripts/setup.sh tests
	TTLSCOPE_WALK_SECONDS=600 TTLSCOPE_GUEST_KEYS=10000000 TTLSCOPE_GUEST_SECONDS=600 \
	  SWIFT_BACKTRACE=interactive=no,color=no \
	  swift test --disable-xctest --filter 'GuestWalkTests|GuestLookingTests' $(TEST_FLAGS)

fuzz: ## feed every parser with what libFuzzer makes up (SECONDS_EACH=60; TARGETS="address json …")
	@Scripts/setup.sh
	FUZZ_SECONDS=$(SECONDS_EACH) Scripts/fuzz.sh $(TARGETS)

sanitize: ## run tests under the thread, address and undefined sanitizers (SANITIZERS="thread")
	@Scripts/setup.sh tests
	Scripts/sanitize.sh $(SANITIZERS)

tls: ## build with TLS, and run the tests of it
	@Scripts/setup.sh tests
	SWIFT_BACKTRACE=interactive=no,color=no swift test --disable-xctest --traits TLS --scratch-path .build-tls \
	  --filter RedisTLSTests

check: ## what has to pass before a change goes in: format, build without warnings, tests
	@Scripts/setup.sh tests
	@$(MAKE) --no-print-directory lint
	swift build --build-tests
	@$(MAKE) --no-print-directory tls
	@$(MAKE) --no-print-directory test

lint: ## look at the format of the sources
	swift format lint --strict --parallel --recursive $(LINTED)

bench: ## run the benchmarks
	@Scripts/setup.sh tests
	@$(BUILD)
	swift run -c release --package-path Benchmarks

# With sudo nothing is built that is built already: root's files do not belong into this directory.
install: ## install the program and shell completions below PREFIX (/usr/local)
	@if [ -n "$$SUDO_USER" ] && [ -x $(INSTALLED) ]; then :; else Scripts/setup.sh && $(INSTALLED_BUILD); fi
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' Scripts/install.sh $(INSTALLED)

uninstall: ## remove what make install has put below PREFIX
	@DESTDIR='$(DESTDIR)' PREFIX='$(PREFIX)' Scripts/uninstall.sh

clean: ## remove everything that was built
	rm -rf .build .build-tls .build-thread .build-address .build-undefined Benchmarks/.build Fuzz/.build
