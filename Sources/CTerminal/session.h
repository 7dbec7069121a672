#pragma once
#include "CTerminal.h"

// How long, in milliseconds, a terminal that does not read may hold up the end of the process.
enum { CT_PATIENCE = 200 };

// guard.c: takes over the crash signals, and gives them back.
void ct_guard_arm(void);
void ct_guard_disarm(void);

// session.c: everything that `ct_session_leave` does, from inside a signal handler.
void ct_session_crashed(void);

// writing.c: async-signal-safe helpers.
int64_t ct_milliseconds(void);
bool ct_write(int fd, const void *bytes, size_t count, int64_t deadline);
void ct_copy_harmless(int from, int to, int64_t deadline);
