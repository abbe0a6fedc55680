#include "sim/output/pdf.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/attr.h"
#include "sim/base/text.h"
#include "sim/output/child.h"

enum { PATH_BYTES = 4096 }; /* PATH_MAX of Linux */

static const char *const programs[] = {"chromium", "chromium-browser", "google-chrome"};

/* file:///... of the page, every byte but the plainest as %XX. NULL: memory is short, or nobody
 * knows where we are. */
static const char *address_of(const char *html, struct arena *home)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-~";
    char here[PATH_BYTES] = "";
    bool is_known = html[0] == '/' || getcwd(here, sizeof here) != NULL;
    struct text path, address;
    text_init(&path, home);
    text_addf(&path, "%s%s%s", here, here[0] != '\0' ? "/" : "", html);
    text_init(&address, home);
    text_add(&address, "file://");
    for (const char *c = text_get(&path); *c != '\0'; c++)
        if (strchr(plain, *c) != NULL)
            text_add_bytes(&address, c, 1);
        else
            text_addf(&address, "%%%02X", (unsigned char)*c);
    return is_known && !path.failed && !address.failed ? text_get(&address) : NULL;
}

/* 0 or an errno. */
static int start(struct child *c, const char *program, const char *address, const char *part,
                 int deadline_s, struct arena *home)
{
    char headless[] = "--headless", no_gpu[] = "--disable-gpu", plain[] = "--no-pdf-header-footer",
         bare[] = "--no-sandbox";
    struct text name, page, to;
    struct text *const all[] = {&name, &page, &to};
    const char *const words[] = {program, address, part};
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        text_init(all[i], home);
        text_add(all[i], i == 2 ? "--print-to-pdf=" : "");
        text_add(all[i], words[i]);
        if (all[i]->failed)
            return ENOMEM;
    }
    char **environment = child_environment(home);
    if (environment == NULL)
        return ENOMEM;
    /* its sandbox refuses to work for the superuser; the page is ours and holds no script */
    char *const arguments[] = {name.bytes,
                               headless,
                               no_gpu,
                               plain,
                               to.bytes,
                               geteuid() == 0 ? bare : page.bytes,
                               geteuid() == 0 ? page.bytes : NULL,
                               NULL};
    return child_start(c, program, arguments, environment, deadline_s, CHILD_ERRORS);
}

/* NULL when the file is whole and has its name. Chromium talks even when all is well: what it
 * says is of interest only when there is no file. */
static const char *finish(struct child *c, const char *part, const char *pdf, struct arena *home)
{
    char printed[CHILD_SAID_BYTES];
    struct text why;
    int status = 0;
    enum child_state state = child_wait(c, &status);
    const char *fault = state == CHILD_ENDED  ? child_fault(status, home)
                        : state == CHILD_LATE ? "no end before the deadline"
                                              : strerror(errno);
    child_read(c, printed);
    if (fault == NULL && !child_has_end(part, "%%EOF", 5, true))
        fault = "incomplete file";
    if (fault == NULL)
        return rename(part, pdf) == 0 ? NULL : strerror(errno);
    text_init(&why, home);
    text_addf(&why, "%s%s", fault, printed[0] != '\0' ? ": " : "");
    text_add(&why, printed);
    return text_get(&why);
}

enum pdf_outcome pdf_print(const char *program, const char *html, const char *pdf, int deadline_s,
                           struct arena *home, const char **said)
{
    const char *const *names = program != NULL ? &program : programs;
    size_t n = program != NULL ? 1 : COUNT_OF(programs);
    const char *address = address_of(html, home);
    struct text part;
    struct child c;
    char nothing[CHILD_SAID_BYTES];
    int reason = ENOENT;
    text_init(&part, home);
    text_addf(&part, "%s.part", pdf);
    *said = NULL;
    if (address == NULL || part.failed) {
        *said = strerror(ENOMEM);
        return PDF_FAILED;
    }
    for (size_t i = 0; i < n && reason == ENOENT; i++) {
        reason = start(&c, names[i], address, text_get(&part), deadline_s, home);
        if (reason == ENOENT)
            child_read(&c, nothing);
    }
    if (reason == ENOENT)
        return PDF_MISSING;
    if (reason != 0) {
        child_read(&c, nothing);
        *said = strerror(reason);
        return PDF_FAILED;
    }
    *said = finish(&c, text_get(&part), pdf, home);
    if (*said != NULL)
        (void)unlink(text_get(&part));
    return *said == NULL ? PDF_OK : PDF_FAILED;
}
