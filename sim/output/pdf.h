/* pdf.h - a page as PDF, printed by Chromium as a child process.
 */
#ifndef OUTPUT_PDF_H
#define OUTPUT_PDF_H

struct arena;

enum pdf_outcome {
    PDF_OK,
    PDF_MISSING, /* none of the programs is on PATH */
    PDF_FAILED   /* *said tells why */
};

/* Prints the HTML file as it looks on paper: its own @page, no header or footer, tagged, fonts
 * embedded. program NULL = the first of chromium, chromium-browser, google-chrome that there is.
 * The PDF takes its name only when it is whole; it holds the time of printing, so two are not the
 * same bytes. *said in the arena. Takes some 2 s. Checked: tests/output/test_pdf.c. */
enum pdf_outcome pdf_print(const char *program, const char *html, const char *pdf, int deadline_s,
                           struct arena *home, const char **said);

#endif
