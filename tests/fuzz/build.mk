# The fuzz targets under clang, with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer: a build of its own
# beside the other, of the sources as they stand. `make fuzz` calls it and hands over what configure found.
FUZZ_CLANG = clang
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_CFLAGS = -std=gnu11 -g -O1 -fno-omit-frame-pointer $(SANITIZE) -fsanitize=fuzzer-no-link
ROOMS = base evaluator casebook papers wizard
INCLUDES = -I$(BUILD) $(patsubst %,-I$(SRC)/src/%,$(ROOMS) commands) -I$(SRC)/tests
DEFINES = -DHAVE_CONFIG_H -DDATA_DIR='"$(BUILD)/none"' -DPROGRAM_DIR='"$(BUILD)/none"' -DLOCALE_DIR='"$(BUILD)/po/locale"'

sources := $(foreach room,$(ROOMS),$(wildcard $(SRC)/src/$(room)/*.c)) $(SRC)/src/commands/batch-csv.c
objects := $(sources:$(SRC)/src/%.c=$(OUT)/%.o)
programs := $(TARGETS:%=$(OUT)/fuzz-%)

all: $(programs)
$(OUT)/%.o: $(SRC)/src/%.c
	@mkdir -p $(@D)
	@$(FUZZ_CLANG) $(FUZZ_CFLAGS) $(DEFINES) $(INCLUDES) $(FUZZ_FLAGS) -MMD -MP -c -o $@ $<
$(OUT)/all.a: $(objects)
	@rm -f $@
	@ar cr $@ $(objects)
$(programs): $(OUT)/fuzz-%: $(SRC)/tests/fuzz/%.c $(SRC)/tests/fuzz/target.h $(SRC)/tests/fuzz/answering.h $(OUT)/all.a
	@$(FUZZ_CLANG) $(FUZZ_CFLAGS) $(DEFINES) $(INCLUDES) $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $< $(OUT)/all.a $(FUZZ_LIBS)
-include $(objects:.o=.d)
