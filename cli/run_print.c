#include "cli/present/verdict.h"
#include "cli/run.h"
#include "sim/output/json.h"

/* The promise as a whole: true, false, or null where the replications leave it open. */
static const char *passed(enum verdict v)
{
    if (v == VERDICT_MET)
        return "true";
    return v == VERDICT_MISSED ? "false" : "null";
}

void run_print_json(const struct run *r, struct text *out)
{
    text_add(out, "{\"run_id\":");
    text_add_json(out, r->run_id);
    text_add(out, ",\"folder\":");
    text_add_json(out, r->folder);
    text_addf(out, ",\"replications\":%u,\"seed\":\"%llu\",\"partial\":%s", r->result.replications,
              (unsigned long long)r->seed, r->is_partial ? "true" : "false");
    enum verdict v = verdict_of(r->model->promise(r), r->said.target_share);
    text_addf(out, ",\"verdict\":\"%s\",\"passed\":%s,\"summary\":", verdict_key(v), passed(v));
    json_print(r->tables[0], out);
    text_add(out, "}\n");
}
