#include "sim/output/outfile.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/base/attr.h"
#include "sim/output/checkpoint.h"

enum { PATH_BYTES = 4096 }; /* PATH_MAX of Linux */

static bool refuse(struct err *e, const char *path, int reason)
{
    return err_add(e, ERR_WRITE, SRC_NOWHERE, path,
                   reason == ENOENT ? "no such folder" : strerror(reason),
                   reason == ENOENT ? "make the folder" : "");
}

/* 0 or an errno. A short write is not yet an error: the next one says why. */
static int write_all(int file, const char *bytes, size_t n)
{
    while (n > 0) {
        ssize_t done = write(file, bytes, n);
        if (done < 0 && errno != EINTR)
            return errno;
        if (done == 0)
            return EIO;
        if (done > 0) {
            bytes += done;
            n -= (size_t)done;
        }
    }
    return 0;
}

/* A full disk may show up as late as in fsync() or close(). 0 or an errno. */
static int write_part(const char *part, const struct outfile_piece *pieces, size_t n)
{
    int file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return errno;
    int reason = 0;
    for (size_t i = 0; i < n && reason == 0; i++)
        reason = write_all(file, pieces[i].bytes, pieces[i].n);
    if (reason == 0 && fsync(file) != 0)
        reason = errno;
    if (close(file) != 0 && reason == 0)
        reason = errno;
    return reason;
}

bool outfile_write(const char *path, const char *bytes, size_t n, struct err *e)
{
    const struct outfile_piece whole = {bytes, n};
    return outfile_write_pieces(path, &whole, 1, e);
}

bool outfile_write_pieces(const char *path, const struct outfile_piece *pieces, size_t n,
                          struct err *e)
{
    char part[PATH_BYTES];
    int length = snprintf(part, sizeof part, "%s.part", path);
    if (length < 0 || (size_t)length >= sizeof part)
        return refuse(e, path, ENAMETOOLONG);
    int reason = write_part(part, pieces, n);
    if (reason == 0 && rename(part, path) != 0)
        reason = errno;
    if (reason == 0)
        return true;
    (void)unlink(part); /* it may never have been made */
    return refuse(e, path, reason);
}

bool outfile_append(const char *path, const char *bytes, size_t n, struct err *e)
{
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (file < 0)
        return refuse(e, path, errno);
    int reason = write_all(file, bytes, n);
    if (close(file) != 0 && reason == 0)
        reason = errno;
    return reason == 0 || refuse(e, path, reason);
}

/* 0 or an errno. */
static int settle(const char *part)
{
    int file = open(part, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return errno;
    int reason = fsync(file) == 0 ? 0 : errno;
    if (close(file) != 0 && reason == 0)
        reason = errno;
    return reason;
}

bool outfile_adopt(const char *path, struct err *e)
{
    char part[PATH_BYTES];
    int length = snprintf(part, sizeof part, "%s.part", path);
    if (length < 0 || (size_t)length >= sizeof part)
        return refuse(e, path, ENAMETOOLONG);
    int reason = settle(part);
    if (reason == 0 && rename(part, path) != 0)
        reason = errno;
    if (reason == 0)
        return true;
    (void)unlink(part);
    return refuse(e, path, reason);
}

static bool is_folder(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

bool outfile_may_be(const char *path, struct err *e)
{
    char folder[PATH_BYTES] = ".";
    const char *slash = strrchr(path, '/');
    size_t n = slash != NULL ? (size_t)(slash - path) : 0;
    if (n >= sizeof folder)
        return refuse(e, path, ENAMETOOLONG);
    if (n > 0) {
        memcpy(folder, path, n);
        folder[n] = '\0';
    }
    if (is_folder(path))
        return refuse(e, path, EISDIR);
    return slash == path || is_folder(folder) || refuse(e, path, ENOENT);
}

bool outfile_make_folder(const char *path, struct err *e)
{
    char parent[PATH_BYTES];
    size_t n = strlen(path);
    if (n >= sizeof parent)
        return refuse(e, path, ENAMETOOLONG);
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0')
            continue;
        memcpy(parent, path, i);
        parent[i] = '\0';
        int reason = mkdir(parent, 0777) == 0 ? 0 : errno;
        if (reason != 0 && !is_folder(parent))
            return refuse(e, path, reason == EEXIST ? ENOTDIR : reason);
    }
    return n > 0 || refuse(e, path, ENOENT);
}

bool outfile_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

static bool is_of_a_run(const char *name)
{
    static const char *const names[] = {
        ".",        "..",    "data",  "plots",     "report.html",  "scenario.resolved.yaml",
        "calendar", "excel", "cp932", "log.jsonl", CHECKPOINT_NAME};
    static const char part[] = ".part";
    size_t n = strlen(name);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return n >= sizeof part - 1 && strcmp(name + n - (sizeof part - 1), part) == 0;
}

bool outfile_is_foreign(const char *path)
{
    bool has_other = false, has_manifest = false;
    const struct dirent *entry;
    DIR *folder = opendir(path);
    if (folder == NULL)
        return false;
    /* A stream of our own: readdir needs no lock. */
    /* cppcheck-suppress readdirCalled */
    while ((entry = readdir(folder)) != NULL) {
        has_manifest |= strcmp(entry->d_name, "manifest.json") == 0;
        has_other |= !is_of_a_run(entry->d_name);
    }
    (void)closedir(folder);
    return has_other && !has_manifest;
}

bool outfile_claim(const char *folder)
{
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return true; /* writing will tell why */
    if (flock(file, LOCK_EX | LOCK_NB) == 0) {
        /* held by the open folder, which ends with the program */
        /* cppcheck-suppress resourceLeak */
        return true;
    }
    bool is_busy = errno == EWOULDBLOCK;
    (void)close(file);
    return !is_busy;
}

bool outfile_remove(const char *path, struct err *e)
{
    int reason = unlink(path) == 0 ? 0 : errno;
    return reason == 0 || reason == ENOENT || refuse(e, path, reason);
}

static bool fits(const char *name, const char *const *patterns, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (fnmatch(patterns[i], name, FNM_PERIOD) == 0)
            return true;
    return false;
}

bool outfile_remove_matching(const char *folder, const char *const *patterns, size_t n,
                             struct err *e)
{
    char path[PATH_BYTES];
    bool is_done = true;
    const struct dirent *entry;
    DIR *open_folder = opendir(folder);
    if (open_folder == NULL)
        return errno == ENOENT || refuse(e, folder, errno);
    /* A stream of our own: readdir needs no lock. */
    /* cppcheck-suppress readdirCalled */
    while (is_done && (entry = readdir(open_folder)) != NULL) {
        int length = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (length < 0 || (size_t)length >= sizeof path || !fits(entry->d_name, patterns, n) ||
            is_folder(path))
            continue;
        is_done = outfile_remove(path, e);
    }
    (void)closedir(open_folder);
    return is_done;
}
