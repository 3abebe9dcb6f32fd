# 两条命令：make run 启动，make test 全部检查。
# Two commands: make run starts the product, make test checks everything.

PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --generate-hashes \
	--fork-strategy fewest --python-version 3.11 --no-annotate --quiet \
	--custom-compile-command "make lock" --group build $(UPGRADE)

.DEFAULT_GOAL := run
.PHONY: run test check types rules unit browser screens packaging system bundle \
	bench layers pictures lock clean

run: $(VENV)/run.stamp
	@$(BIN)/zeropark serve

test: check unit browser

# 类型检查最慢，与其余各项并行。
# The types take longest; everything else is looked at beside them.
check: $(VENV)/test.stamp
	@$(MAKE) --no-print-directory -j2 types rules

types: $(VENV)/test.stamp
	$(BIN)/mypy
	$(BIN)/mypy .ci/bundle.py

rules: $(VENV)/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/codespell

unit: $(VENV)/test.stamp system
	$(BIN)/python -m pytest -m "not browser and not bundle" -n 2 \
		--dist worksteal --durations=20

# 打包主要等网络和磁盘，与浏览器测试并行。
# The bundle mostly waits for network and disk; the browser works beside it.
browser: $(VENV)/test.stamp system
	@$(MAKE) --no-print-directory -j2 screens packaging

screens: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/browser -m browser --durations=10

packaging: $(VENV)/test.stamp
	$(BIN)/python -m pytest tests/packaging -m bundle

system:
	@sh .ci/system

# make bundle TARGETS="linux-3.11 windows-3.12" 只打所列的平台。
# Without TARGETS the archive holds every platform and Python.
bundle: $(VENV)/test.stamp
	$(BIN)/python .ci/bundle.py $(TARGETS)

bench: $(VENV)/test.stamp system
	$(BIN)/python -m benchmarks

layers: $(VENV)/test.stamp
	$(BIN)/python -m geodata.build_layers

pictures: $(VENV)/test.stamp system
	$(BIN)/python -m tests.browser.pictures

# make lock 只改与 pyproject.toml 不符之处；make lock UPGRADE=--upgrade 全部更新。
# make lock changes only what pyproject.toml asks for; UPGRADE=--upgrade renews all.
lock: $(VENV)/test.stamp
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --group test --group layers --constraint requirements.lock \
		--output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build dist *.egg-info

$(VENV)/created.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "需要 Python 3.11 或更高版本；用 make PYTHON=/path/to/python3 指定。"; \
		echo "Python 3.11 or newer is needed; name one with make PYTHON=/path/to/python3."; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV) || { \
		echo "无法创建虚拟环境；Debian、Ubuntu 请先安装 python3-venv。"; \
		echo "No virtual environment could be made; on Debian or Ubuntu install python3-venv."; \
		exit 1; }
	@touch $@

$(VENV)/run.stamp: $(VENV)/created.stamp requirements.lock pyproject.toml
	@echo "正在安装依赖，首次需要一两分钟…  Installing; the first time takes a minute or two."
	@$(PIP) install --quiet --require-hashes --requirement requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/created.stamp requirements-dev.lock pyproject.toml
	@echo "正在安装开发依赖…  Installing what the tests need."
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
