#pragma once
// Swift's importer does not define _GNU_SOURCE, and without it the header hides every wide-character call.
#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
#include <stdbool.h>
#include <stdint.h>
#include <term.h>

// Macros and globals that Swift cannot import, or imports only as unsafe shared state.

static inline WINDOW *nc_stdscr(void) { return stdscr; }
static inline WINDOW *nc_curscr(void) { return curscr; }
static inline int nc_colors(void) { return COLORS; }

static const attr_t NC_BOLD = A_BOLD;
static const attr_t NC_DIM = A_DIM;
static const attr_t NC_REVERSE = A_REVERSE;
static const attr_t NC_UNDERLINE = A_UNDERLINE;

/// Whether the terminal's description has the string capability `name`.
static inline bool nc_has(const char *name) {
    const char *value = tigetstr(name);
    return value != NULL && value != (const char *)-1;
}

/// One character with up to two combining marks (0 for none). The pair may exceed 255, which COLOR_PAIR cannot hold.
static inline int nc_set_cell(cchar_t *cell, uint32_t scalar, uint32_t mark1, uint32_t mark2, attr_t attributes, int pair) {
    wchar_t text[4] = {(wchar_t)scalar, (wchar_t)mark1, (wchar_t)mark2, 0};
    return setcchar(cell, text, attributes, 0, &pair);
}
