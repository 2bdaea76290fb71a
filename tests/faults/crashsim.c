/* What a power loss, a kill -9 or a failing disk does to the files of one folder, decided by a seed.
 *
 * Loaded with LD_PRELOAD it lets everything pass until crashsim_arm() names a folder. From then on it counts what changes
 * files there, and at the n-th operation
 *   LOSE_POWER  puts back a random part of what was never synced, in sectors of 512 bytes, file lengths and names, and exits;
 *   KILL        ends the process as kill -9 does, perhaps in the middle of a write: what was written stays;
 *   FAIL        lets the operation (or it and every later one) fail with the given error.
 *
 * A file's bytes and length are safe after fsync or fdatasync of the file, a name (made, moved, removed) after fsync of its
 * folder. Names are lost newest first, as a journal loses its tail. Shared memory ("-shm") means nothing after a crash
 * and is left alone. Calls that nobody makes today and that would escape (sendfile, writable maps ...) end the process
 * with status 98, so that the day one is made is noticed.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum mode { COUNT, LOSE_POWER, KILL, FAIL };
enum change { MADE_FILE, MADE_FOLDER, MOVED, REMOVED_FILE, REMOVED_FOLDER };
enum { SECTOR = 512, MOST_FILES = 1024, POWER_LOST = 99, ESCAPED = 98 };

/* A file that was written to, kept open: its descriptor finds it under any name, and closing it early would drop locks. */
struct file {
    dev_t device;
    ino_t inode;
    int descriptor;
    off_t safe_length;
};
struct sector {
    int file; /* -1 once it is safe */
    off_t number;
    unsigned char before[SECTOR];
};
struct name {
    enum change change;
    int is_safe;
    char path[PATH_MAX];
    char was[PATH_MAX];   /* where a file that was moved came from */
    char saved[PATH_MAX]; /* a second name for what was removed or replaced, outside the folder; empty if nothing was */
};

static struct {
    enum mode mode;
    long at, done, failed;
    int error, forever;
    uint64_t chance;
    char folder[PATH_MAX], shadow[PATH_MAX], where[PATH_MAX + 64];
    struct file files[MOST_FILES];
    int file_count;
    struct sector *sectors;
    long sector_count, sector_room;
    struct name *names;
    long name_count, name_room;
} the;
static int is_armed;
static pthread_mutex_t one_at_a_time = PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP;

#define REAL(type, name, ...) \
    static type (*real_##name)(__VA_ARGS__); \
    if (!real_##name) real_##name = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int real_rename_(const char *from, const char *to) { REAL(int, rename, const char *, const char *); return real_rename(from, to); }
static int real_unlink_(const char *path) { REAL(int, unlink, const char *); return real_unlink(path); }
static int real_rmdir_(const char *path) { REAL(int, rmdir, const char *); return real_rmdir(path); }
static int real_mkdir_(const char *path, mode_t mode) { REAL(int, mkdir, const char *, mode_t); return real_mkdir(path, mode); }
static int real_truncate_(int file, off_t length) { REAL(int, ftruncate64, int, off_t); return real_ftruncate64(file, length); }
static int real_open_(const char *path, int flags, mode_t mode) { REAL(int, open64, const char *, int, ...); return real_open64(path, flags, mode); }
static ssize_t real_pwrite_(int file, const void *bytes, size_t count, off_t at) { REAL(ssize_t, pwrite64, int, const void *, size_t, off_t); return real_pwrite64(file, bytes, count, at); }

/* ---- chance, paths ---- */

static uint64_t dice(uint64_t sides) {
    uint64_t z = (the.chance += 0x9e3779b97f4a7c15ull); /* splitmix64 */
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return (z ^ (z >> 31)) % sides;
}

static void give_up(const char *what, const char *path) {
    dprintf(2, "crashsim: %s %s\n", what, path);
    _exit(ESCAPED);
}

static int is_inside(const char *path) {
    size_t length = strlen(the.folder), whole = strlen(path);
    if (!is_armed || strncmp(path, the.folder, length) != 0 || path[length] != '/') return 0;
    return whole < 4 || strcmp(path + whole - 4, "-shm") != 0;
}

/* The path of an open file; 0 where it is none of ours, or has lost its name. */
static int path_of(int file, char *path) {
    char link[64];
    if (!is_armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length <= 0) return 0;
    path[length] = 0;
    return is_inside(path);
}

static int resolve(int folder, const char *given, char *path) {
    char start[PATH_MAX] = "";
    if (!is_armed) return 0;
    if (given[0] == '/') return snprintf(path, PATH_MAX, "%s", given) < PATH_MAX && is_inside(path);
    if (folder == AT_FDCWD) {
        if (!getcwd(start, sizeof start)) return 0;
    } else {
        char link[64];
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, start, sizeof start - 1);
        if (length <= 0) return 0;
        start[length] = 0;
    }
    return snprintf(path, PATH_MAX, "%s/%s", start, given) < PATH_MAX && is_inside(path);
}

static int is_child(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/' && !strchr(path + length + 1, '/');
}

/* ---- what was not synced ---- */

static int held(int descriptor) {
    struct stat found;
    if (fstat(descriptor, &found) != 0 || !S_ISREG(found.st_mode)) return -1;
    for (int n = 0; n < the.file_count; n++)
        if (the.files[n].inode == found.st_ino && the.files[n].device == found.st_dev) return n;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    int own = real_open_(link, O_RDWR | O_CLOEXEC, 0);
    if (own < 0 || the.file_count == MOST_FILES) give_up("cannot watch", link);
    the.files[the.file_count] = (struct file){found.st_dev, found.st_ino, own, found.st_size};
    return the.file_count++;
}

static void remember_bytes(int file, off_t from, off_t to) {
    for (off_t number = from / SECTOR; number * SECTOR < to; number++) {
        if (the.sector_count == the.sector_room) {
            the.sector_room = the.sector_room ? 2 * the.sector_room : 1024;
            the.sectors = realloc(the.sectors, the.sector_room * sizeof *the.sectors);
            if (!the.sectors) give_up("no memory for", "sectors");
        }
        struct sector *fresh = &the.sectors[the.sector_count++];
        *fresh = (struct sector){.file = file, .number = number};
        if (pread(the.files[file].descriptor, fresh->before, SECTOR, number * SECTOR) < 0) give_up("cannot read", "sector");
    }
}

static void bytes_are_safe(int descriptor) {
    struct stat found;
    int file = held(descriptor);
    if (file < 0 || fstat(descriptor, &found) != 0) return;
    the.files[file].safe_length = found.st_size;
    for (long n = 0; n < the.sector_count; n++)
        if (the.sectors[n].file == file) the.sectors[n].file = -1;
    while (the.sector_count && the.sectors[the.sector_count - 1].file < 0) the.sector_count--;
}

static struct name *remember_name(enum change change, const char *path) {
    if (the.name_count == the.name_room) {
        the.name_room = the.name_room ? 2 * the.name_room : 64;
        the.names = realloc(the.names, the.name_room * sizeof *the.names);
        if (!the.names) give_up("no memory for", path);
    }
    struct name *fresh = &the.names[the.name_count++];
    fresh->change = change;
    fresh->is_safe = fresh->was[0] = fresh->saved[0] = 0;
    snprintf(fresh->path, PATH_MAX, "%s", path);
    return fresh;
}

static void save_aside(struct name *name) {
    snprintf(name->saved, PATH_MAX, "%.3000s/%ld", the.shadow, the.name_count);
    if (link(name->path, name->saved) != 0) name->saved[0] = 0;
}

static void names_are_safe(const char *folder) {
    for (long n = 0; n < the.name_count; n++)
        if (is_child(the.names[n].path, folder) || is_child(the.names[n].was, folder)) the.names[n].is_safe = 1;
}

/* ---- the crash ---- */

/* How likely a sector is lost, in percent: often all or nothing of a file, as a cache that was flushed or was not. */
static int odds(void) {
    static const int often[] = {100, 100, 0, 0, 50, 10, 90};
    return often[dice(sizeof often / sizeof *often)];
}

static void lose_bytes(int everything) {
    int chances[MOST_FILES];
    for (int n = 0; n < the.file_count; n++) chances[n] = everything ? 100 : odds();
    for (long n = the.sector_count - 1; n >= 0; n--) {
        struct sector *lost = &the.sectors[n];
        if (lost->file < 0) continue;
        if ((int)dice(100) < chances[lost->file]) {
            real_pwrite_(the.files[lost->file].descriptor, lost->before, SECTOR, lost->number * SECTOR);
        } else { /* this version of the sector reached the disk: what it replaced is gone for good */
            for (long older = n - 1; older >= 0; older--)
                if (the.sectors[older].file == lost->file && the.sectors[older].number == lost->number) the.sectors[older].file = -1;
        }
    }
}

static void lose_lengths(const off_t *lengths, int everything) {
    for (int n = 0; n < the.file_count; n++) {
        off_t now = lengths[n], safe = the.files[n].safe_length, low = now < safe ? now : safe, high = now < safe ? safe : now;
        int choice = everything ? 1 : (int)dice(3);
        off_t between = low + (off_t)dice((uint64_t)(high - low) / SECTOR + 1) * SECTOR;
        real_truncate_(the.files[n].descriptor, choice == 0 ? now : choice == 1 ? safe : between);
    }
}

static void undo(const struct name *name) {
    switch (name->change) {
    case MADE_FILE: real_unlink_(name->path); break;
    case MADE_FOLDER: real_rmdir_(name->path); break;
    case MOVED: real_rename_(name->path, name->was); break;
    case REMOVED_FOLDER: real_mkdir_(name->path, 0700); break;
    case REMOVED_FILE: break;
    }
    if (name->saved[0]) real_rename_(name->saved, name->path);
}

static void lose_names(int everything) {
    long lost = everything ? the.name_count : (long)dice((uint64_t)the.name_count + 1);
    for (long n = the.name_count - 1; n >= the.name_count - lost; n--)
        if (!the.names[n].is_safe) undo(&the.names[n]);
}

static void lose_power(void) {
    off_t lengths[MOST_FILES];
    struct stat found;
    int everything = dice(4) == 0;
    is_armed = 0;
    for (int n = 0; n < the.file_count; n++) lengths[n] = fstat(the.files[n].descriptor, &found) == 0 ? found.st_size : 0;
    lose_bytes(everything);
    lose_lengths(lengths, everything);
    lose_names(everything);
    _exit(POWER_LOST);
}

static void crash(void) {
    dprintf(1, "{\"crashed\": \"%s\"}\n", the.where);
    if (the.mode == LOSE_POWER) lose_power();
    raise(SIGKILL);
}

/* Count an operation. True if it is the one at which everything ends: the caller does what part of it it likes. */
static int is_last(const char *what, const char *path) {
    if (the.mode == FAIL) return 0;
    the.done++;
    if (the.mode == COUNT || the.done != the.at) return 0;
    snprintf(the.where, sizeof the.where, "%ld %s %s", the.done, what, path + strlen(the.folder) + 1);
    return 1;
}

/* Count an operation that a disk may refuse. True if it refuses this one. */
static int is_refused(const char *what, const char *path) {
    if (the.mode != FAIL) return 0;
    the.done++;
    if (the.done != the.at && !(the.forever && the.done > the.at)) return 0;
    if (!the.failed++) snprintf(the.where, sizeof the.where, "%ld %s %s", the.done, what, path + strlen(the.folder) + 1);
    errno = the.error;
    return 1;
}

/* ---- to be called from the process under test ---- */

void crashsim_arm(const char *folder, const char *shadow, int mode, long at, uint64_t seed, int error, int forever) {
    snprintf(the.folder, PATH_MAX, "%s", folder);
    snprintf(the.shadow, PATH_MAX, "%s", shadow);
    the.mode = (enum mode)mode, the.at = at, the.chance = seed, the.error = error, the.forever = forever;
    the.done = the.failed = 0;
    is_armed = 1;
}

/* Operations counted since. */
long crashsim_done(void) { return the.done; }

/* The first operation that was refused, empty if none was. */
const char *crashsim_where(void) { return the.where; }

/* The power goes now, after everything. */
void crashsim_end(void) {
    if (the.mode == LOSE_POWER) {
        snprintf(the.where, sizeof the.where, "%ld at the end", the.done);
        crash();
    }
}

/* ---- writing ---- */

static ssize_t written(int file, const void *bytes, size_t count, off_t at, int moves, const char *path) {
    if (is_refused("write", path)) {
        /* A disk that is filling up first takes a part. */
        if (the.error != ENOSPC || !the.forever || the.done != the.at || count < 2) return -1;
        count /= 2;
    }
    int ends = is_last("write", path), kept = held(file);
    if (kept < 0) give_up("cannot write", path);
    remember_bytes(kept, at, at + (off_t)count);
    if (ends) count = dice(3) == 0 ? count : dice(2) ? 0 : dice(count / SECTOR + 1) * SECTOR;
    ssize_t done = real_pwrite_(file, bytes, count, at);
    if (ends) crash();
    if (moves && done > 0) lseek(file, at + done, SEEK_SET);
    return done;
}

static off_t place_of(int file) {
    struct stat found;
    if (fcntl(file, F_GETFL) & O_APPEND && fstat(file, &found) == 0) return found.st_size;
    return lseek(file, 0, SEEK_CUR);
}

#define LOCKED(result, expression) \
    do { \
        pthread_mutex_lock(&one_at_a_time); \
        result = (expression); \
        int kept_error = errno; \
        pthread_mutex_unlock(&one_at_a_time); \
        errno = kept_error; \
    } while (0)

ssize_t write(int file, const void *bytes, size_t count) {
    char path[PATH_MAX];
    ssize_t done;
    REAL(ssize_t, write, int, const void *, size_t);
    if (!path_of(file, path)) return real_write(file, bytes, count);
    LOCKED(done, written(file, bytes, count, place_of(file), 1, path));
    return done;
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
    char path[PATH_MAX];
    ssize_t done;
    if (!path_of(file, path)) return real_pwrite_(file, bytes, count, at);
    LOCKED(done, written(file, bytes, count, at, 0, path));
    return done;
}
ssize_t pwrite(int file, const void *bytes, size_t count, off_t at) { return pwrite64(file, bytes, count, at); }

static int cut(int file, off_t length, const char *path) {
    struct stat found;
    if (is_refused("ftruncate", path)) return -1;
    int ends = is_last("ftruncate", path), kept = held(file);
    if (kept < 0 || fstat(file, &found) != 0) give_up("cannot cut", path);
    remember_bytes(kept, length, found.st_size);
    if (ends && dice(2)) crash();
    int done = real_truncate_(file, length);
    if (ends) crash();
    return done;
}

int ftruncate64(int file, off64_t length) {
    char path[PATH_MAX];
    int done;
    if (!path_of(file, path)) return real_truncate_(file, length);
    LOCKED(done, cut(file, length, path));
    return done;
}
int ftruncate(int file, off_t length) { return ftruncate64(file, length); }

static int synced(int file, const char *path, int (*real)(int)) {
    struct stat found;
    if (is_refused("fsync", path)) return -1;
    int ends = is_last("fsync", path);
    if (ends && dice(2)) crash();
    int done = real(file);
    if (done == 0 && fstat(file, &found) == 0) {
        if (S_ISDIR(found.st_mode)) names_are_safe(path);
        else bytes_are_safe(file);
    }
    if (ends) crash();
    return done;
}

static int is_synced_here(int file, char *path) {
    if (path_of(file, path)) return 1;
    return is_armed && strcmp(path, the.folder) == 0; /* the folder itself */
}

int fsync(int file) {
    char path[PATH_MAX] = "";
    int done;
    REAL(int, fsync, int);
    if (!is_synced_here(file, path)) return real_fsync(file);
    LOCKED(done, synced(file, path, real_fsync));
    return done;
}

int fdatasync(int file) {
    char path[PATH_MAX] = "";
    int done;
    REAL(int, fdatasync, int);
    if (!is_synced_here(file, path)) return real_fdatasync(file);
    LOCKED(done, synced(file, path, real_fdatasync));
    return done;
}

/* ---- names ---- */

static int opened(const char *path, int flags, mode_t mode) {
    struct stat found;
    int existed = stat(path, &found) == 0;
    if (existed && (flags & O_TRUNC) && found.st_size) {
        int file = real_open_(path, (flags & ~(O_TRUNC | O_CREAT | O_EXCL | O_ACCMODE)) | O_RDWR, mode);
        if (file < 0) return file;
        if (cut(file, 0, path) != 0) return -1; /* left open: closing would drop locks */
        return real_open_(path, flags & ~O_TRUNC, mode);
    }
    if (existed || !(flags & O_CREAT)) return real_open_(path, flags, mode);
    if (is_refused("create", path)) return -1;
    int ends = is_last("create", path);
    if (ends && dice(2)) crash();
    int file = real_open_(path, flags, mode);
    if (file >= 0) remember_name(MADE_FILE, path);
    if (ends) crash();
    return file;
}

static int open_at(int folder, const char *given, int flags, mode_t mode) {
    char path[PATH_MAX];
    int file;
    REAL(int, openat64, int, const char *, int, ...);
    if (!(flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE || !resolve(folder, given, path))
        return real_openat64(folder, given, flags, mode);
    LOCKED(file, opened(path, flags, mode));
    return file;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list rest; \
        va_start(rest, flags); \
        mode = va_arg(rest, mode_t); \
        va_end(rest); \
    }
int open64(const char *path, int flags, ...) { MODE_OF(flags) return open_at(AT_FDCWD, path, flags, mode); }
int open(const char *path, int flags, ...) { MODE_OF(flags) return open_at(AT_FDCWD, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_at(folder, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE_OF(flags) return open_at(folder, path, flags, mode); }

static int moved(const char *from, const char *to) {
    struct stat found;
    if (is_refused("rename", to)) return -1;
    int ends = is_last("rename", to), existed = stat(to, &found) == 0;
    if (ends && dice(2)) crash();
    struct name *name = remember_name(MOVED, to);
    snprintf(name->was, PATH_MAX, "%s", from);
    if (existed) save_aside(name);
    int done = real_rename_(from, to);
    if (done != 0) the.name_count--;
    if (ends) crash();
    return done;
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    char source[PATH_MAX], target[PATH_MAX];
    int done;
    REAL(int, renameat, int, const char *, int, const char *);
    int is_ours = resolve(from_folder, from, source);
    if (is_ours != resolve(to_folder, to, target)) give_up("moved across the border", target);
    if (!is_ours) return real_renameat(from_folder, from, to_folder, to);
    LOCKED(done, moved(source, target));
    return done;
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

static int changed(enum change change, const char *what, const char *path, mode_t mode) {
    if (change == MADE_FOLDER && is_refused(what, path)) return -1;
    int ends = is_last(what, path);
    if (ends && dice(2)) crash();
    struct name *name = remember_name(change, path);
    if (change == REMOVED_FILE) save_aside(name);
    int done = change == MADE_FOLDER ? real_mkdir_(path, mode) : change == REMOVED_FILE ? real_unlink_(path) : real_rmdir_(path);
    if (done != 0) the.name_count--;
    if (ends) crash();
    return done;
}

int unlinkat(int folder, const char *given, int flags) {
    char path[PATH_MAX];
    int done, is_folder = flags & AT_REMOVEDIR;
    REAL(int, unlinkat, int, const char *, int);
    if (!resolve(folder, given, path)) return real_unlinkat(folder, given, flags);
    LOCKED(done, changed(is_folder ? REMOVED_FOLDER : REMOVED_FILE, is_folder ? "rmdir" : "unlink", path, 0));
    return done;
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int folder, const char *given, mode_t mode) {
    char path[PATH_MAX];
    int done;
    REAL(int, mkdirat, int, const char *, mode_t);
    if (!resolve(folder, given, path)) return real_mkdirat(folder, given, mode);
    LOCKED(done, changed(MADE_FOLDER, "mkdir", path, mode));
    return done;
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* ---- what would escape ---- */

#define NOT_HERE(what, file) \
    do { \
        char path[PATH_MAX]; \
        if (path_of(file, path)) give_up("does not follow " what " of", path); \
    } while (0)

ssize_t sendfile64(int to, int from, off64_t *at, size_t count) {
    REAL(ssize_t, sendfile64, int, int, off64_t *, size_t);
    NOT_HERE("sendfile", to);
    return real_sendfile64(to, from, at, count);
}
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *to_at, size_t count, unsigned flags) {
    REAL(ssize_t, copy_file_range, int, off64_t *, int, off64_t *, size_t, unsigned);
    NOT_HERE("copy_file_range", to);
    return real_copy_file_range(from, at, to, to_at, count, flags);
}
ssize_t writev(int file, const struct iovec *parts, int count) {
    REAL(ssize_t, writev, int, const struct iovec *, int);
    NOT_HERE("writev", file);
    return real_writev(file, parts, count);
}
int posix_fallocate64(int file, off64_t at, off64_t count) {
    REAL(int, posix_fallocate64, int, off64_t, off64_t);
    NOT_HERE("posix_fallocate", file);
    return real_posix_fallocate64(file, at, count);
}
int truncate64(const char *given, off64_t length) {
    char path[PATH_MAX];
    REAL(int, truncate64, const char *, off64_t);
    if (resolve(AT_FDCWD, given, path)) give_up("does not follow truncate of", path);
    return real_truncate64(given, length);
}
void *mmap64(void *at, size_t length, int rights, int flags, int file, off64_t from) {
    REAL(void *, mmap64, void *, size_t, int, int, int, off64_t);
    if (is_armed && file >= 0 && rights & PROT_WRITE && flags & MAP_SHARED) NOT_HERE("a writable map", file);
    return real_mmap64(at, length, rights, flags, file, from);
}
FILE *fopen64(const char *given, const char *how) {
    char path[PATH_MAX];
    REAL(FILE *, fopen64, const char *, const char *);
    if (strpbrk(how, "wa+") && resolve(AT_FDCWD, given, path)) give_up("does not follow fopen of", path);
    return real_fopen64(given, how);
}
