#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "session.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static const int deadly[] = {SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV};
enum { deadly_count = sizeof deadly / sizeof deadly[0] };
static struct sigaction previous[deadly_count];
static bool armed;
static atomic_uintptr_t crashing_thread;
static _Alignas(16) unsigned char alternate_stack[64 * 1024];

// Swift's own handler is left out on purpose: on a terminal it starts an interactive debugger that waits for half a
// minute. Its message ("Fatal error: ...") is on standard error by now, which is what the user needs.
static void on_crash(int number, siginfo_t *info, void *context) {
    (void)info;
    (void)context;
    uintptr_t self = (uintptr_t)pthread_self();
    uintptr_t nobody = 0;
    if (atomic_compare_exchange_strong(&crashing_thread, &nobody, self)) {
        ct_session_crashed();
    } else if (nobody != self) {
        // Another thread crashed first and is putting the terminal in order; it will end the process.
        for (;;) pause();
    }
    // Blocked while we are here: it strikes on return, in the crashed frame, so that a core shows the true place.
    signal(number, SIG_DFL);
    raise(number);
}

void ct_guard_arm(void) {
    if (armed) return;
    // Stacks for signals belong to threads; only this one can survive overflowing its own.
    stack_t stack = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&stack, NULL);
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_crash;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &action, &previous[i]);
    armed = true;
}

void ct_guard_disarm(void) {
    if (!armed) return;
    for (int i = 0; i < deadly_count; i++) sigaction(deadly[i], &previous[i], NULL);
    armed = false;
}
