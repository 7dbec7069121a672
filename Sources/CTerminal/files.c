#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CTerminal.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

int ct_scratch_file(void) {
#ifdef __linux__
    int memory = memfd_create("ttlscope", MFD_CLOEXEC);
    if (memory >= 0) return memory;
#endif
    char name[] = "/tmp/ttlscope.XXXXXX";
    int file = mkstemp(name);
    if (file < 0) return -1;
    unlink(name);
    fcntl(file, F_SETFD, FD_CLOEXEC);
    return file;
}

int ct_reopen_terminal(int fd) {
    char name[256];
    if (ttyname_r(fd, name, sizeof name) != 0) return -1;
    int opened = open(name, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (opened < 0) return -1;
    // Inside a container the name can belong to another terminal.
    struct stat old, new;
    if (fstat(fd, &old) == 0 && fstat(opened, &new) == 0 && old.st_rdev == new.st_rdev) return opened;
    close(opened);
    return -1;
}

bool ct_window_size(int fd, int *width, int *height) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
    *width = size.ws_col;
    *height = size.ws_row;
    return true;
}

int ct_character_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }

static bool encoding_is_utf8(void) {
    const char *name = nl_langinfo(CODESET);
    return name != NULL && (strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0);
}

static const char *first_set(const char *const names[], int count) {
    for (int i = 0; i < count; i++) {
        const char *value = getenv(names[i]);
        if (value != NULL && value[0] != 0) return value;
    }
    return "";
}

bool ct_use_utf8(void) {
    // Only the character encoding: LC_ALL would bring decimal commas into every C formatter.
    setlocale(LC_CTYPE, "");
    if (encoding_is_utf8()) return true;
    // A locale that is not set, or names UTF-8 but is not installed, still means a UTF-8 terminal. One that names
    // something else (C, ISO-8859-1) is believed.
    const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    const char *wanted = first_set(names, 3);
    const char *dot = strrchr(wanted, '.');
    bool names_utf8 = dot != NULL && (strncasecmp(dot + 1, "UTF-8", 5) == 0 || strncasecmp(dot + 1, "UTF8", 4) == 0);
    if (wanted[0] != 0 && !names_utf8) return false;
    const char *const fallbacks[] = {"C.UTF-8", "UTF-8", "en_US.UTF-8"};
    for (int i = 0; i < 3; i++) {
        if (setlocale(LC_CTYPE, fallbacks[i]) != NULL && encoding_is_utf8()) return true;
    }
    return false;
}
