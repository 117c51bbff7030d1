/* What was before there were workers: a runtime that returns its event, and forks each of its arguments twice for every
 * event, `PROGRAM before` and `PROGRAM after`, with JSON on standard input and output. Build: cc -O2 -o forked forked.c. */
#define main loop_main
#include "loop.c"
#undef main
#include <sys/wait.h>

static char bodies[2][ROOM];

/* Sends a body through one program; gives the length of what it printed. */
static size_t through(char *program, char *hook, const char *body, size_t length, char *answer) {
    int down[2], up[2];
    if (pipe(down) || pipe(up)) fail("pipe");
    pid_t child = fork();
    if (child == 0) {
        dup2(down[0], 0);
        dup2(up[1], 1);
        close(down[0]), close(down[1]), close(up[0]), close(up[1]);
        execl(program, program, hook, (char *) NULL);
        _exit(127);
    }
    close(down[0]), close(up[1]);
    send_all(down[1], body, length);
    close(down[1]);
    size_t got = 0;
    for (ssize_t more; (more = read(up[0], answer + got, ROOM - got)) > 0;) got += (size_t) more;
    close(up[0]);
    int status;
    waitpid(child, &status, 0);
    if (status != 0) fail(program);
    return got;
}

int main(int count, char **arguments) {
    int fd = dial();
    for (;;) {
        char *body;
        size_t length = next(fd, &body);
        int which = 0;
        for (int i = 1; i < count; i++, which ^= 1) {
            length = through(arguments[i], "before", body, length, bodies[which]);
            body = bodies[which];
        }
        for (int i = count - 1; i > 0; i--, which ^= 1) {
            length = through(arguments[i], "after", body, length, bodies[which]);
            body = bodies[which];
        }
        respond(fd, body, length);
    }
}
