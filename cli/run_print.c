#include "cli/run.h"
#include "sim/output/json.h"

void run_print_json(const struct run *r, struct text *out)
{
    text_add(out, "{\"run_id\":");
    text_add_json(out, r->run_id);
    text_add(out, ",\"folder\":");
    text_add_json(out, r->folder);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"partial\":%s,\"summary\":",
              r->result.replications, (unsigned long long)r->seed,
              r->is_partial ? "true" : "false");
    json_print(r->tables[0], out);
    text_add(out, "}\n");
}
