/* entry.h - the engine as a page in a browser calls it.
 *
 * `make wasm` exports exactly these functions from build/wasm/madosim.wasm, which imports
 * nothing; there an address is a 32-bit integer, and a whole number of 64 bits lies in memory
 * or comes in two words. Natively they do the same, bit for bit (`make check-wasm`).
 *
 * How a page goes: entry_new(), copy a compiled scenario to entry_plan(), entry_open(), then
 * entry_run() for each replication and read record, sums and bins. Memory may grow in
 * entry_new(), entry_open() and entry_run(): a view of it is made anew after each. Addresses
 * hold until the next entry_open() or entry_free(). Any number of engines can be used beside
 * each other. Nothing is kept outside them. Checked by tests/page/test_entry.c,
 * tests/page/test_entry_ward.c and tests/wasm/check_wasm.sh.
 */
#ifndef PAGE_ENTRY_H
#define PAGE_ENTRY_H

#include <stdint.h>

/* Which model compiled the scenario. Append only. */
enum entry_model {
    ENTRY_WARD, /* struct plan   */
    ENTRY_QUEUE /* struct design */
};

/* Append only: the page knows the numbers. */
enum entry_status {
    ENTRY_FINE,
    ENTRY_NO_MEMORY, /* of entry_open() or entry_run(): nothing is open now, counts are lost */
    ENTRY_NO_PLAN,   /* the block is not a compiled scenario of that model and this version */
    ENTRY_NOT_OPEN,  /* entry_open() was not called, or it or a replication failed since */
    ENTRY_NO_SITE    /* of entry_run_site() and entry_watch(): there is no such site */
};

struct entry; /* opaque */

/* An engine with a zeroed block for a compiled scenario of so many bytes. NULL: memory is
 * short, or there is no such model. */
struct entry *entry_new(int32_t model, uint32_t plan_bytes);
void entry_free(struct entry *e); /* NULL is allowed; its memory serves later engines */

/* Where the scenario goes. What is written there after entry_open() counts from the next
 * entry_open() on; a replication in between would hold no promise. */
void *entry_plan(struct entry *e);

/* Makes a world that runs the scenario as it stands in the block, and empty counts.
 * most_bytes: memory they may take, 0 = what there is. Returns enum entry_status. Only sizes
 * are checked: the block must come from a program of the same version. */
int32_t entry_open(struct entry *e, uint32_t most_bytes);

/* Runs a replication with the seed high * 2^32 + low. Afterwards record holds its numbers,
 * and sums and bins have grown by its own. Returns enum entry_status. Time: that of the
 * native program, times about 1.5. */
int32_t entry_run(struct entry *e, uint32_t replication, uint32_t seed_low, uint32_t seed_high);

/* The same for the region of one site alone: what it counts of its sites is what entry_run()
 * counts of them; other words of the record are 0. Wards only. */
int32_t entry_run_site(struct entry *e, uint32_t replication, uint32_t seed_low, uint32_t seed_high,
                       int32_t site);

/* Empties sums and bins. Nothing happens where nothing is open. */
void entry_clear(struct entry *e);

/* The counts: addresses and numbers of words, 64 bits each in record and sums, 32 bits in
 * bins. What a word counts: models/ward/tally.h, models/queue/count.h. NULL and 0 where nothing
 * is open. */
const int64_t *entry_record(const struct entry *e);
const int64_t *entry_sums(const struct entry *e);
const uint32_t *entry_bins(const struct entry *e);
uint32_t entry_record_words(const struct entry *e);
uint32_t entry_sum_words(const struct entry *e);
uint32_t entry_bin_words(const struct entry *e);

/* ---- wards only: NULL, 0 or -1 for other models and where nothing is open ---- */

/* Where the record has the words of a site, by way of coming (enum plan_access; enum
 * tally_access) and altogether (enum tally_site). */
const int64_t *entry_of_access(const struct entry *e, int32_t site, int32_t access);
const int64_t *entry_of_site(const struct entry *e, int32_t site);

/* Waits of a section of replications (number modulo 30) at a site, by way of coming: a histogram
 * (sim/engine/histogram.h). NULL where measures are kept by month. */
const uint32_t *entry_waits(const struct entry *e, int32_t section, int32_t site, int32_t access);

/* From the next replication on, until the next entry_open(), keeps what people do at the site
 * on a civil day; site -1: no more. Changes no count. Returns enum entry_status. */
int32_t entry_watch(struct entry *e, int32_t site, int32_t civil_day);

/* What was kept of the last replication: struct journey_event (32 bytes each), those of one
 * visit together. Holds until the next replication. */
const void *entry_steps(const struct entry *e);
uint32_t entry_step_count(const struct entry *e);

/* A day as the scenario has it: when the doors open and close (seconds after midnight; is_close
 * 0 or 1), -1 when closed; counters on duty at a second of it. Known from entry_open() on. */
int32_t entry_door(const struct entry *e, int32_t site, int32_t civil_day, int32_t is_close);
int32_t entry_duty(const struct entry *e, int32_t site, int32_t civil_day, int32_t second);

#endif
