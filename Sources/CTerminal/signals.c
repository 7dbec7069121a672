#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CTerminal.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

// Everything that would end or stop the process by default, and what has to be known of the terminal.
static const int caught[] = {SIGTERM, SIGHUP,  SIGINT,  SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM,
                             SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGWINCH, SIGTSTP, SIGCONT};
enum { caught_count = sizeof caught / sizeof caught[0] };
static struct sigaction previous[caught_count];
static bool replaced[caught_count];
static int pipe_ends[2] = {-1, -1};

static void note_signal(int number) {
    int kept = errno;
    unsigned char byte = (unsigned char)number;
    // A full pipe already holds enough to wake the reader.
    ssize_t ignored = write(pipe_ends[1], &byte, 1);
    (void)ignored;
    errno = kept;
}

static void catch_signal(int number) {
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

int ct_signals_install(void) {
    if (pipe_ends[0] < 0) {
        if (pipe(pipe_ends) != 0) return -1;
        for (int end = 0; end < 2; end++) {
            fcntl(pipe_ends[end], F_SETFD, FD_CLOEXEC);
            fcntl(pipe_ends[end], F_SETFL, O_NONBLOCK);
        }
    }
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < caught_count; i++) {
        sigaction(caught[i], NULL, &previous[i]);
        replaced[i] = previous[i].sa_handler != SIG_IGN || caught[i] == SIGWINCH || caught[i] == SIGCONT;
        if (replaced[i]) catch_signal(caught[i]);
    }
    // A process started from another one's pool thread inherits blocked signals.
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    return pipe_ends[0];
}

int ct_signals_next(void) {
    unsigned char byte;
    return pipe_ends[0] >= 0 && read(pipe_ends[0], &byte, 1) == 1 ? byte : 0;
}

void ct_signals_remove(void) {
    for (int i = 0; i < caught_count; i++) {
        if (replaced[i]) sigaction(caught[i], &previous[i], NULL);
        replaced[i] = false;
    }
}

void ct_stop_process(void) {
    struct sigaction kept;
    sigaction(SIGTSTP, NULL, &kept);
    // First the rest of the group (a `make` above us), then this very thread: only a signal to oneself is certain to
    // have been obeyed when the call returns.
    signal(SIGTSTP, SIG_IGN);
    kill(0, SIGTSTP);
    signal(SIGTSTP, SIG_DFL);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &kept, NULL);
}

void ct_die_of_signal(int number) {
    signal(number, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);
    _exit(128 + number);
}
