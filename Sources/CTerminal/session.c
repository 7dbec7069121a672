#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "session.h"
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// One process has one terminal, and a signal handler must find it: hence file-level state. It is written by the thread
// that owns the screen; `entered` is set after and cleared before everything it announces.
static int input = -1;    // where keys come from
static int output = -1;   // where frames go
static int way_back = -1; // a copy of `output` that survives silencing it
static int real_output = -1, real_error = -1, capture = -1;
static bool error_is_captured;
static struct termios saved;
static unsigned char leave_bytes[512];
static size_t leave_count;
static atomic_int entered;

static void restore_at_exit(void) {
    if (!atomic_load(&entered)) return;
    ct_session_leave(CT_PATIENCE);
    ct_session_report();
}

static int private_copy(int fd) { return fcntl(fd, F_DUPFD_CLOEXEC, 3); }

enum ct_session_result ct_session_open(int *input_out, int *output_out) {
    if (!isatty(STDIN_FILENO)) return CT_INPUT_NOT_TERMINAL;
    if (!isatty(STDOUT_FILENO)) return CT_OUTPUT_NOT_TERMINAL;
    if (tcgetattr(STDIN_FILENO, &saved) != 0) return CT_SESSION_FAILED;
    input = ct_reopen_terminal(STDIN_FILENO);
    if (input < 0) input = private_copy(STDIN_FILENO);
    output = ct_reopen_terminal(STDOUT_FILENO);
    if (output < 0) output = private_copy(STDOUT_FILENO);
    way_back = private_copy(output);
    real_output = private_copy(STDOUT_FILENO);
    real_error = private_copy(STDERR_FILENO);
    error_is_captured = isatty(STDERR_FILENO);
    capture = ct_scratch_file();
    if (input < 0 || output < 0 || way_back < 0 || real_output < 0 || capture < 0) {
        ct_session_close();
        return CT_SESSION_FAILED;
    }
    static bool registered;
    if (!registered) registered = atexit(restore_at_exit) == 0;
    *input_out = input;
    *output_out = output;
    return CT_SESSION_OK;
}

void ct_session_set_leave_bytes(const void *bytes, size_t count) {
    leave_count = count < sizeof leave_bytes ? count : sizeof leave_bytes;
    memcpy(leave_bytes, bytes, leave_count);
}

bool ct_session_is_foreground(void) {
    pid_t front = tcgetpgrp(input);
    return front < 0 || front == getpgrp();
}

bool ct_session_enter(void) {
    struct termios raw = saved;
    raw.c_iflag &= ~(tcflag_t)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    raw.c_oflag &= ~(tcflag_t)OPOST;
    raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    ct_guard_arm();
    atomic_store(&entered, 1);
    if (tcsetattr(input, TCSANOW, &raw) != 0) return false;
    dup2(capture, STDOUT_FILENO);
    if (error_is_captured) dup2(capture, STDERR_FILENO);
    return true;
}

// Every step stands alone, so that a failing one costs only itself. Async-signal-safe.
static void take_back(int patience) {
    int64_t deadline = ct_milliseconds() + patience;
    bool is_front = ct_session_is_foreground(); // otherwise the terminal is the shell's, and modes are its business
    // Whoever prints from here on prints into the normal screen, after the leave bytes.
    if (is_front && !ct_write(way_back, leave_bytes, leave_count, deadline)) {
        tcflush(way_back, TCOFLUSH);
        ct_write(way_back, leave_bytes, leave_count, ct_milliseconds());
    }
    if (is_front) tcsetattr(input, TCSANOW, &saved);
    dup2(real_output, STDOUT_FILENO);
    if (error_is_captured && real_error >= 0) dup2(real_error, STDERR_FILENO);
}

void ct_session_leave(int patience) {
    if (!atomic_load(&entered)) return;
    take_back(patience);
    atomic_store(&entered, 0);
    ct_guard_disarm();
}

void ct_session_report(void) {
    if (capture < 0) return;
    int target = error_is_captured ? way_back : real_error;
    if (target >= 0) ct_copy_harmless(capture, target, ct_milliseconds() + CT_PATIENCE);
    if (ftruncate(capture, 0) == 0) lseek(capture, 0, SEEK_SET);
}

void ct_session_trim_capture(size_t limit) {
    if (capture < 0 || lseek(capture, 0, SEEK_CUR) <= (off_t)limit) return;
    if (ftruncate(capture, 0) != 0) return;
    lseek(capture, 0, SEEK_SET);
    static const char note[] = "(earlier output was dropped)\n";
    ssize_t ignored = write(capture, note, sizeof note - 1);
    (void)ignored;
}

void ct_session_close(void) {
    int *const all[] = {&input, &output, &way_back, &real_output, &real_error, &capture};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (*all[i] >= 0) close(*all[i]);
        *all[i] = -1;
    }
}

void ct_session_crashed(void) {
    if (!atomic_load(&entered)) return;
    // No other thread shall paint over the shell from now on.
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (nothing >= 0) dup2(nothing, output);
    take_back(CT_PATIENCE);
    ct_session_report();
}
