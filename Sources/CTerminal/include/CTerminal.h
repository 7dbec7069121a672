#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What has to be C: signal handlers, the crash guard, and calls that Swift's Glibc module hides.

// MARK: files.c

/// A file without a name, for bytes in transit. -1 when the system has none to give.
int ct_scratch_file(void);

/// Opens the terminal behind `fd` once more without blocking, so that no flag of a shared descriptor is changed.
/// -1 when its name cannot be opened.
int ct_reopen_terminal(int fd);

/// The window's size in cells. False when the terminal does not say.
bool ct_window_size(int fd, int *width, int *height);

/// The cells that the C library, and so ncurses, gives to a character. -1 for one that it does not know.
int ct_character_width(uint32_t scalar);

/// Makes UTF-8 the character encoding if the user's locale allows it. True when it is.
bool ct_use_utf8(void);

// MARK: signals.c

/// Starts catching TERM HUP INT QUIT WINCH TSTP CONT into a pipe, ignores PIPE and clears the inherited mask. Signals
/// that the parent had ignored stay ignored. Returns the pipe's read end, -1 on failure. Call before ncurses starts.
int ct_signals_install(void);

/// The next signal caught, 0 when there is none.
int ct_signals_next(void);

/// Puts the actions from before `ct_signals_install` back.
void ct_signals_remove(void);

/// Stops the process group as ^Z would; returns once continued. At once in a group that nobody could continue.
void ct_stop_process(void);

/// Ends the process by the signal itself, so that the parent sees the true status.
void ct_die_of_signal(int signal_number) __attribute__((noreturn));

// MARK: session.c

enum ct_session_result { CT_SESSION_OK, CT_INPUT_NOT_TERMINAL, CT_OUTPUT_NOT_TERMINAL, CT_SESSION_FAILED };

/// Saves the terminal's modes and opens descriptors of its own. Changes nothing that the user would see.
enum ct_session_result ct_session_open(int *input, int *output);

/// The bytes that take a terminal back from the full screen. At most 512 are kept.
void ct_session_set_leave_bytes(const void *bytes, size_t count);

/// Whether the terminal is ours to use: false in a job that runs in the background.
bool ct_session_is_foreground(void);

/// Raw mode on, standard output and error captured, crash guard armed.
bool ct_session_enter(void);

/// Undoes `ct_session_enter`: leave bytes sent, modes and descriptors as they were, guard off. Waits at most
/// `patience` milliseconds for a terminal that does not read, then discards what that one had not taken.
void ct_session_leave(int patience);

/// Copies what was printed meanwhile to standard error, with control bytes made harmless, and forgets it.
void ct_session_report(void);

/// Keeps the capture bounded: past `limit` bytes it starts again with a note.
void ct_session_trim_capture(size_t limit);

/// Closes the session's descriptors.
void ct_session_close(void);
