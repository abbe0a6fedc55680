#include "cli/cmd_schema.h"

#include "cli/opened.h"
#include "models/queue/setup.h"
#include "models/ward/scenario.h"
#include "sim/input/outline.h"

static const char help_en[] =
    "madosim schema [options]   the settings as JSON Schema (draft 7), for editors\n"
    "\n"
    "  -o, --output FILE      write it there\n"
    "      --lang ja|en       language of messages (default: from the locale)\n"
    "\n"
    "An editor that knows the YAML language server completes and checks scenarios with it.\n"
    "Shipped scenarios name it in their first line:\n"
    "  # yaml-language-server: $schema=madosim.schema.json\n"
    "What needs several settings or tables at once only madosim validate can see.\n"
    "\n"
    "examples:\n"
    "  madosim schema\n"
    "  madosim schema -o scenarios/madosim.schema.json\n"
    "\n"
    "exit: 0 done, 1 failed, 2 usage\n";
static const char help_ja[] =
    "madosim schema [指定]   設定の JSON Schema(draft 7)を出します(編集ソフト用)\n"
    "\n"
    "  -o, --output ファイル  書き込む先\n"
    "      --lang ja|en       メッセージの言語(なければロケールから)\n"
    "\n"
    "YAML language server を使う編集ソフトで、シナリオの入力補助と検査に使えます。配布の\n"
    "シナリオは、1行目でこれを指しています。\n"
    "  # yaml-language-server: $schema=madosim.schema.json\n"
    "2つ以上の設定や表にまたがる誤りは、madosim validate で調べます。\n"
    "\n"
    "例:\n"
    "  madosim schema\n"
    "  madosim schema -o scenarios/madosim.schema.json\n"
    "\n"
    "終了コード: 0 完了、1 失敗、2 使い方\n";

static int perform(struct frame *f)
{
    const struct outline_model models[] = {{"ward", scenario_rows(), true},
                                           {"queue", setup_rows(), false}};
    struct text out;
    text_init(&out, f->home);
    outline_print(models, COUNT_OF(models), "madosim.schema.json", &out);
    return opened_put(f, &out);
}

int cmd_schema(int argc, char **argv)
{
    static const struct frame_command command = {
        "schema", OPTIONS_SCHEMA, {help_en, help_ja}, sizeof(struct frame), perform, false};
    return frame_run(&command, argc, argv);
}
