/* phrase.h - what the program says besides errors, in the user's language. */
#ifndef CLI_PHRASE_H
#define CLI_PHRASE_H

#include <stdbool.h>

#include "sim/base/text.h"

enum phrase {
    PHRASE_DONE,            /* replications, seconds */
    PHRASE_PARTIAL,         /* replications */
    PHRASE_GOES_ON,         /* the same command goes on */
    PHRASE_RESUMED,         /* replications, file */
    PHRASE_LOST,            /* replications, file: a rank is gone */
    PHRASE_LOST_ALL,        /* the same before anything was kept */
    PHRASE_NOTHING_DONE,    /* interrupted before the first replication was over */
    PHRASE_PERIOD,          /* from, to, replications, run */
    PHRASE_WAITS,           /* heading of the table of waits */
    PHRASE_PROMISE,         /* heading of the table of the promise: minutes, percent */
    PHRASE_NOTE_WAITS,      /* what the numbers are */
    PHRASE_UNDECIDED,       /* how many, more replications, in all */
    PHRASE_UNDECIDED_CLOSE, /* how many */
    PHRASE_NOTE_PROMISE,
    PHRASE_NOTE_SHORT,  /* the same without the days to the slot */
    PHRASE_WORST_SITES, /* sites, how many are below the promised share, how many are listed */
    PHRASE_OFFICE,      /* hours, days, replications, run */
    PHRASE_LONG_DAY,    /* span */
    PHRASE_WARM_UP,     /* span */
    PHRASE_NOTE_QUEUE,
    PHRASE_NOTE_NOT_SERVED,
    PHRASE_OTHERS,          /* what became of them, how many */
    PHRASE_LOAD,            /* number of the station or "", work, counters, percent */
    PHRASE_OVERLOAD,        /* the same */
    PHRASE_PEAK,            /* hours, work, counters */
    PHRASE_FIGURES_MISSING, /* names */
    PHRASE_GNUPLOT_MISSING,
    PHRASE_REPORT, /* path */
    PHRASE_NEEDS_FOLDER,
    PHRASE_SWINGS_OTHER, /* file, run */
    PHRASE_CHROMIUM_MISSING,
    PHRASE_PDF_MISSING,
    PHRASE_PDF_OLDER,    /* path */
    PHRASE_NO_CUSTOMERS, /* model */
    PHRASE_HAS_MORE,     /* replications, path */
    PHRASE_FOLDER_BUSY,
    PHRASE_FOREIGN_FOLDER, /* why nothing is written there */
    PHRASE_USAGE_HINT,     /* command */
    PHRASE_MEANT,          /* behind a mistake: what was probably meant */
    PHRASE_OTHER_STROKE,   /* an option that does not begin with - */
    PHRASE_UNKNOWN_OPTION,
    PHRASE_NEEDS_VALUE,
    PHRASE_BAD_WHOLE,     /* option, value, least, most */
    PHRASE_BAD_CHOICE,    /* option, value, choices */
    PHRASE_TOO_MANY_SETS, /* how many can be given */
    PHRASE_NEEDS_FILE,
    PHRASE_TOO_MANY_FILES,
    PHRASE_TOO_MANY_CASES,     /* word, how many can be given */
    PHRASE_NO_CASE,            /* word, the next or "" */
    PHRASE_CASE_MEANT,         /* the nearest case or family */
    PHRASE_THEORY_ALL,         /* values judged, the two below or "" */
    PHRASE_THEORY_INFORMATION, /* how many */
    PHRASE_THEORY_NOT_RUN,     /* how many */
    PHRASE_THEORY_SOME,        /* mismatches, cases judged */
    PHRASE_THEORY_NOTE,        /* marks: agrees, imprecise, differs */
    PHRASE_THEORY_STOPPED,
    PHRASE_PLAN_PERIOD,        /* from, to, open days, Saturdays */
    PHRASE_PLAN_SATURDAY,      /* which, from, to */
    PHRASE_PLAN_AFTER_CLOSURE, /* days */
    PHRASE_PLAN_SURGE,         /* surge, closed days */
    PHRASE_PLAN_OVER,          /* places above, places, the worst, its load */
    PHRASE_PLAN_CLOSED,        /* wards, day of the announcement */
    PHRASE_PLAN_OPEN,          /* the same */
    PHRASE_PLAN_RESERVED_ONLY, /* the same */
    PHRASE_PLAN_SLOW,          /* "", from, to */
    PHRASE_PLAN_DOWN,          /* the same */
    PHRASE_PLAN_LOAD,          /* marks: full, close */
    PHRASE_PLAN_PLACES,        /* note */
    PHRASE_PLAN_HEAVIEST,      /* how many are listed, of how many */
    PHRASE_PLAN_MAIL,          /* letters, capacity */
    PHRASE_PLAN_BACKLOG,       /* day, letters, day, days */
    PHRASE_PLAN_BACKLOG_STAYS, /* day, letters */
    PHRASE_PLAN_UNMAILED,      /* letters, mark */
    PHRASE_PLAN_PHONE,         /* month, calls a day, hours of calls and of agents */
    PHRASE_PLAN_TIME,          /* replications, wards, seconds */
    PHRASE_PLAN_DAYS,          /* span, days, replications */
    PHRASE_PLAN_QUEUE,         /* work, counters, load */
    PHRASE_PLAN_QUEUE_PART,    /* the same */
    PHRASE_NEEDS_DAY,          /* example */
    PHRASE_NO_JOURNEYS,        /* model */
    PHRASE_NO_PERSON,          /* name */
    PHRASE_TRACE_DAY,          /* ward, date, people */
    PHRASE_TRACE_RUN,          /* replication, seed */
    PHRASE_TRACE_NOBODY,       /* what was asked for */
    PHRASE_OF_ALONE,
    PHRASE_BAD_UNTIL,         /* as written */
    PHRASE_UNTIL_NOW,         /* replications, measure, half width, its unit */
    PHRASE_UNTIL_REACHED,     /* wanted, its unit */
    PHRASE_UNTIL_MORE,        /* the same, replications needed besides */
    PHRASE_UNTIL_UNKNOWN,     /* wanted, its unit */
    PHRASE_OLD_FOLDER,        /* folder */
    PHRASE_STALE_FOLDER,      /* folder, scenario */
    PHRASE_TOO_MANY_POLICIES, /* word, how many can be given */
    PHRASE_NEEDS_TWO,         /* example */
    PHRASE_COMPARE_KINDS,     /* two that are not of one kind */
    PHRASE_COMPARE_SEEDS,     /* two folders of different seeds */
    PHRASE_COMPARE_STOPPED,
    PHRASE_COMPARE_HEAD,   /* baseline, replications, seed */
    PHRASE_COMPARE_POLICY, /* policy */
    PHRASE_COMPARE_MORE,   /* settings that are not shown */
    PHRASE_COMPARE_NO_CHANGE,
    PHRASE_COMPARE_OPEN, /* points, at least, at most */
    PHRASE_COMPARE_GAIN, /* the same */
    PHRASE_COMPARE_LOSS, /* the same */
    PHRASE_COMPARE_SAME,
    PHRASE_COMPARE_PRICE,       /* measures with their differences */
    PHRASE_COMPARE_RETURN,      /* the same */
    PHRASE_COMPARE_NUMBERS,     /* gain */
    PHRASE_COMPARE_BETTER,      /* measure, places, their names */
    PHRASE_COMPARE_WORSE,       /* the same */
    PHRASE_COMPARE_BEST,        /* policy */
    PHRASE_COMPARE_MAY_BE_BEST, /* policies */
    PHRASE_COMPARE_NOTE,        /* family */
    PHRASE_BEST_TOGETHER,       /* --best without --indifference, or the other way round */
    PHRASE_BEST_PERCENT,        /* option, what was written, example */
    PHRASE_BEST_KIND,           /* measure: no number of one replication, or neither good nor bad */
    PHRASE_BEST_HEAD,           /* measure, place, least difference, seed */
    PHRASE_BEST_COLUMNS,
    PHRASE_BEST_IN,
    PHRASE_BEST_OUT,
    PHRASE_BEST_ONE,     /* policy, confidence, least difference */
    PHRASE_BEST_SEVERAL, /* policies, replications, confidence */
    PHRASE_BEST_NOTE,
    PHRASE_TOO_MANY_GRIDS, /* how many can be given */
    PHRASE_NEEDS_GRID,     /* example */
    PHRASE_SWEEP_BAD_GRID, /* as written */
    PHRASE_SWEEP_TWICE,    /* setting */
    PHRASE_SWEEP_TOO_MANY, /* points, most */
    PHRASE_SWEEP_FOLDER,   /* folder */
    PHRASE_SWEEP_KIND,
    PHRASE_SWEEP_AT,          /* point that failed */
    PHRASE_SWEEP_STOPPED,     /* points that were done, of how many */
    PHRASE_SWEEP_HEAD,        /* file, points, replications, seed */
    PHRASE_SWEEP_AXES,        /* heading of the settings */
    PHRASE_SWEEP_AS_IS,       /* label of the scenario itself */
    PHRASE_SWEEP_VALUES,      /* place */
    PHRASE_SWEEP_DIFFERENCES, /* label of the point they are taken from */
    PHRASE_SWEEP_BEST,        /* measure, point */
    PHRASE_SWEEP_MAY_BE_BEST, /* measure, how many, points */
    PHRASE_SWEEP_NOTE,        /* differences that hold at once */
    PHRASE_SWEEP_EITHER,
    PHRASE_TORNADO_HEAD,   /* file, assumptions, replications, seed */
    PHRASE_TORNADO_VALUE,  /* what is shown, as the scenario has it */
    PHRASE_TORNADO_MORE,   /* how many are not shown, how many have no effect */
    PHRASE_TORNADO_NOW,    /* verdict */
    PHRASE_TORNADO_FIRM,   /* verdict */
    PHRASE_TORNADO_MET,    /* settings */
    PHRASE_TORNADO_OPEN,   /* settings */
    PHRASE_TORNADO_MISSED, /* settings */
    PHRASE_TORNADO_LEFT,   /* how many */
    PHRASE_TORNADO_NOTHING,
    PHRASE_TORNADO_NOTE, /* differences that hold at once */
    PHRASE_LATIN_ALONE,
    PHRASE_LATIN_HEAD,    /* file, assumptions, samples, replications */
    PHRASE_LATIN_REFUSED, /* samples that no scenario can have */
    PHRASE_LATIN_SPREAD,  /* measure with place and unit, mean, from, to */
    PHRASE_LATIN_MET,     /* samples that keep the promise, of how many, percent, interval */
    PHRASE_LATIN_SPLIT,   /* measure, share from assumptions, standard deviations of both */
    PHRASE_LATIN_UNSPLIT,
    PHRASE_LATIN_DATA,   /* replications */
    PHRASE_LATIN_RUNS,   /* replications */
    PHRASE_LATIN_EITHER, /* replications */
    PHRASE_LATIN_RANKS,  /* measure, bound */
    PHRASE_LATIN_NOTE,
    PHRASE_STAFF_TARGET, /* as written */
    PHRASE_STAFF_QUEUE,  /* option */
    PHRASE_STAFF_STOPPED,
    PHRASE_STAFF_HEAD,     /* percent, minutes, from, to */
    PHRASE_STAFF_HEAD_DAY, /* percent, minutes */
    PHRASE_STAFF_RUNS,     /* searching and confirming runs: number, replications each */
    PHRASE_STAFF_WEEKDAY,
    PHRASE_STAFF_SATURDAY,
    PHRASE_STAFF_DAY,
    PHRASE_STAFF_IMPOSSIBLE, /* place and half hour, percent, counters */
    PHRASE_STAFF_UNSHOWN,    /* place, replications */
    PHRASE_STAFF_AWAY,       /* places with their change */
    PHRASE_STAFF_OVERTIME,   /* the same */
    PHRASE_STAFF_MARGIN,     /* half hour, percent, with one more, with one less */
    PHRASE_STAFF_SET,
    PHRASE_STAFF_NOTE,
    PHRASE_STAFF_NOTE_WARD,
    PHRASE_SHIFTS_NONE, /* scenario */
    PHRASE_SHIFTS_HEAD,
    PHRASE_SHIFTS_HEAD_HOURS,
    PHRASE_SHIFTS_BARE,      /* place and kind of day, half hours */
    PHRASE_SHIFTS_TOO_FEW,   /* the same, people in all, by shift */
    PHRASE_SHIFTS_UNDECIDED, /* place and kind of day */
    PHRASE_SHIFTS_GOOD,      /* place and kind of day, bound */
    PHRASE_SHIFTS_UNMET,     /* place and kind of day */
    PHRASE_SHIFTS_NOTE,
    PHRASE_PLACES_NOT_BOOKED,
    PHRASE_LEND_ALONE,
    PHRASE_LEND_HEAD, /* percent, minutes, from, to */
    PHRASE_LEND_NONE,
    PHRASE_LEND_NOTE,      /* loans not shown, lenders dropped */
    PHRASE_PLACES_HEAD,    /* percent, minutes, from, to */
    PHRASE_PLACES_MONTH,   /* places of the month: now, allowed */
    PHRASE_PLACES_BIND,    /* place and half hour, percent without appointments */
    PHRASE_PLACES_UNSHOWN, /* place and half hour, replications */
    PHRASE_PLACES_LONGER,  /* places with their change */
    PHRASE_PLACES_NONE,    /* the same */
    PHRASE_PLACES_AWAY,    /* the same */
    PHRASE_PLACES_NOTE,
    PHRASE_NEEDS_ABSENT_DAY, /* example */
    PHRASE_NEEDS_WARD,       /* example */
    PHRASE_FORECAST_KIND,    /* scenario */
    PHRASE_FORECAST_STATE,   /* folder, scenario */
    PHRASE_FORECAST_STOPPED,
    PHRASE_FORECAST_CLOSED,      /* ward, date */
    PHRASE_FORECAST_HEAD,        /* scenario, days, replications, seed */
    PHRASE_FORECAST_OPEN,        /* first day of warm-up, cut-off */
    PHRASE_FORECAST_PAST,        /* folder, replication, cut-off */
    PHRASE_FORECAST_HOURS,       /* ward, day */
    PHRASE_FORECAST_WARDS,       /* glyphs of the four levels */
    PHRASE_FORECAST_PACKED,      /* word of the level */
    PHRASE_FORECAST_NONE,        /* word of the level */
    PHRASE_FORECAST_NOTE,        /* three cut points, replications */
    PHRASE_FORECAST_HOURS_NOTE,  /* replications */
    PHRASE_FORECAST_ABSENT,      /* day, how many, minutes after closing, percent */
    PHRASE_FORECAST_ABSENT_NOTE, /* replications, those that chose, mark */
    PHRASE_FORECAST_TOLD,        /* path */
    PHRASE_TOO_MANY_WORDS,       /* word, how many can be given, example */
    PHRASE_DIFF_NEEDS_TWO,       /* example */
    PHRASE_INIT_NEEDS,           /* example */
    PHRASE_VERIFY_NEEDS,         /* example */
    PHRASE_COMPLETION_NEEDS,     /* example */
    PHRASE_VALID_WARDS,          /* file, offices, from, to */
    PHRASE_VALID_QUEUE,          /* file, uses */
    PHRASE_VALID_NOT,            /* file, mistakes */
    PHRASE_VALID_WARNINGS,       /* file, warnings */
    PHRASE_EXPLAIN_NONE,         /* word */
    PHRASE_DIFF_COUNT,           /* changes, same */
    PHRASE_DIFF_NONE,            /* "", same */
    PHRASE_INIT_EXISTS,          /* file */
    PHRASE_INIT_MADE,            /* file */
    PHRASE_INIT_ONE,
    PHRASE_INIT_FORM,
    PHRASE_INIT_WARDS,      /* preset */
    PHRASE_WARDS_NONE,      /* file */
    PHRASE_VERIFY_DIFFERS,  /* file */
    PHRASE_VERIFY_CHANGED,  /* file */
    PHRASE_VERIFY_GONE,     /* file */
    PHRASE_VERIFY_INPUT,    /* file */
    PHRASE_VERIFY_LEFT_OUT, /* file */
    PHRASE_VERIFY_BAD,      /* folder, files, replications */
    PHRASE_VERIFY_SAME,     /* folder, files, replications */
    PHRASE_VERIFY_PROGRAM,
    PHRASE_COMPLETION_SHELL, /* word */
    PHRASE_NO_RESULTS,       /* folder */
    PHRASE_RESULTS_BELOW,    /* the newest results folder in it */
    PHRASE_RESULTS_NEWEST,   /* the same, of results */
    PHRASE_RESULTS_OF_FILE,  /* the scenario */
    PHRASE_RESULTS_FIRST,
    PHRASE_RESULTS_PARTIAL,    /* folder, command */
    PHRASE_RESULTS_NOTE,       /* folder, replications */
    PHRASE_SCENARIO_ELSEWHERE, /* folder, scenario */
    PHRASE_SAME_RESULTS,       /* replications */
    PHRASE_NO_CALENDAR,        /* folder */
    PHRASE_CALENDAR_FILES,     /* folder and files */
    PHRASE_CALENDAR_NO_ICS,
    PHRASE_CP932_LOST,  /* how many, which, list */
    PHRASE_CP932_OTHER, /* the same */
    PHRASE_WHATIF_NO_ENGINE,
    PHRASE_WHATIF_KIND,  /* scenario */
    PHRASE_WHATIF_MONTH, /* as written */
    PHRASE_WHATIF_WARDS, /* at most */
    PHRASE_WHATIF_LARGE,
    PHRASE_WHATIF_BY_MONTH,
    PHRASE_WHATIF_CHECKING,
    PHRASE_WHATIF_CONFLICT, /* settings */
    PHRASE_WHATIF_LEFT_OUT, /* how many */
    PHRASE_WHATIF_STOPPED,
    PHRASE_WHATIF_DONE, /* path, combinations */
    PHRASE_COUNT
};

/* Appends the phrase; {0} to {3} stand for the arguments, which end with NULL. */
void phrase_add_args(struct text *out, enum phrase p, bool japanese, const char *const *args);
#define phrase_add(out, p, japanese, ...) \
    phrase_add_args((out), (p), (japanese), (const char *const[]){__VA_ARGS__, NULL})

/* The same of sentences below a table: filled anew where a line would be wider than 80 columns. */
void phrase_note_args(struct text *out, enum phrase p, bool japanese, const char *const *args);
#define phrase_note(out, p, japanese, ...) \
    phrase_note_args((out), (p), (japanese), (const char *const[]){__VA_ARGS__, NULL})

#endif
