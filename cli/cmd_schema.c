#include "cli/cmd.h"

#include "cli/opened.h"
#include "models/queue/setup.h"
#include "models/ward/scenario.h"
#include "sim/input/outline.h"

static int perform(struct frame *f)
{
    const struct outline_model models[] = {{"ward", scenario_rows(), true},
                                           {"queue", setup_rows(), false}};
    struct text out;
    text_init(&out, f->home);
    outline_print(models, COUNT_OF(models), "madosim.schema.json", &out);
    return opened_put(f, &out);
}

const struct cmd cmd_schema = {
    .name = "schema",
    .brief = {"the settings as JSON Schema, for editors", "設定の JSON Schema(編集ソフト用)"},
    .usage = {{{"[options]", "[指定]"}, {NULL, NULL}}},
    .options = {{OPTIONS_FILE, {"write it there", "書き込む先"}},
                {OPTIONS_JSON, {"as without: a schema is JSON", "付けなくても JSON"}},
                {OPTIONS_LANG, {NULL, NULL}}},
    .notes = {"An editor that knows the YAML language server completes and checks scenarios "
              "with it. Shipped scenarios name it in their first line:\n"
              "  # yaml-language-server: $schema=madosim.schema.json\n"
              "What needs several settings or tables at once only madosim validate can see.",
              "YAML language server を使う編集ソフトで、シナリオの入力補助と検査に使えます。配"
              "布のシナリオは、1行目でこれを指しています。\n"
              "  # yaml-language-server: $schema=madosim.schema.json\n"
              "2つ以上の設定や表にまたがる誤りは、madosim validate で調べます。"},
    .examples = {"madosim schema\n"
                 "madosim schema -o scenarios/madosim.schema.json\n",
                 NULL},
    .words = {0, 0, OPTIONS_ANY, PHRASE_NEEDS_FILE, PHRASE_TOO_MANY_WORDS},
    .perform = perform,
    .size = sizeof(struct frame),
};
