#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "session.h"
#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

int64_t ct_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Asks before every write and writes little, so that a blocking descriptor does not hold us either.
bool ct_write(int fd, const void *bytes, size_t count, int64_t deadline) {
    const unsigned char *next = bytes;
    while (count > 0) {
        int64_t left = deadline - ct_milliseconds();
        struct pollfd ready = {.fd = fd, .events = POLLOUT};
        int answer = poll(&ready, 1, left > 0 ? (int)left : 0);
        if (answer < 0 && errno == EINTR) continue;
        if (answer <= 0 || (ready.revents & POLLOUT) == 0) return false;
        ssize_t written = write(fd, next, count < 256 ? count : 256);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0 && errno == EAGAIN && left > 0) continue;
        if (written <= 0) return false;
        next += written;
        count -= (size_t)written;
    }
    return true;
}

// Control bytes could move the cursor or worse. C1 controls are C2 80 ... C2 9F in UTF-8.
static void make_harmless(unsigned char *text, ssize_t count, unsigned char *last) {
    for (ssize_t i = 0; i < count; i++) {
        unsigned char byte = text[i];
        bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f;
        bool c1 = *last == 0xc2 && byte >= 0x80 && byte < 0xa0;
        *last = byte;
        if (control) text[i] = '?';
        if (c1) text[i] = 0xbf; // completes the C2 to an inverted question mark
    }
}

void ct_copy_harmless(int from, int to, int64_t deadline) {
    off_t offset = 0;
    unsigned char last = '\n';
    unsigned char text[512];
    ssize_t count;
    while ((count = pread(from, text, sizeof text, offset)) > 0) {
        offset += count;
        make_harmless(text, count, &last);
        if (!ct_write(to, text, (size_t)count, deadline)) return;
    }
    if (last != '\n') ct_write(to, "\n", 1, deadline);
}
