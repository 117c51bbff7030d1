/* A Runtime API that does nothing else than to call and to take the time, on one thread, over keep-alive sockets: what it
 * costs itself is what loop.c shows under it. Build: cc -O2 -o platform platform.c
 *   platform EVENT COMMAND…    the event is a text; the command is started in its own process group
 * Writes `FIRST_NEXT_MS PID` and a line end when the first event is asked for. Then it reads lines: a number makes so many
 * calls, whose microseconds it writes in one line; at the end of its input it sends SIGTERM, and writes how many
 * milliseconds it took to exit. A call's time ends when the response is read. */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 16, ROOM = 1 << 20 };

struct connection {
    int fd;
    size_t got;
    char in[ROOM];
};

static struct connection connections[CONNECTIONS];
static int listening, waiting = -1, answered; /* waiting: the connection that has asked for an event */
static pid_t function;
static long id;

static void fail(const char *what) {
    perror(what);
    if (function > 0) kill(-function, SIGKILL);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double) t.tv_sec * 1e6 + (double) t.tv_nsec / 1e3;
}

static void send_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = write(fd, bytes, length);
        if (sent <= 0) fail("write to the function");
        bytes += sent;
        length -= (size_t) sent;
    }
}

static void answer(int fd, const char *status, const char *headers, const char *body) {
    char out[1024];
    int length = snprintf(out, sizeof out, "HTTP/1.1 %s\r\n%sContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
        status, headers, strlen(body), body);
    send_all(fd, out, (size_t) length);
}

/* How long the request at the beginning of the input is, with its body; 0 where it isn't all there. */
static size_t whole(struct connection *from) {
    from->in[from->got] = 0;
    char *end = strstr(from->in, "\r\n\r\n");
    if (!end) return 0;
    size_t head = (size_t) (end - from->in) + 4;
    char *length = strcasestr(from->in, "\r\ncontent-length:");
    if (length && length < end) {
        size_t all = head + strtoul(length + 17, NULL, 10);
        return from->got >= all ? all : 0;
    }
    char *chunked = strcasestr(from->in, "\r\ntransfer-encoding:");
    if (!chunked || chunked > end) return head;
    char *chunk = end + 4;
    for (;;) {
        char *line = strstr(chunk, "\r\n");
        if (!line) return 0;
        size_t size = strtoul(chunk, NULL, 16);
        chunk = line + 2 + size + 2;
        if (chunk > from->in + from->got) return 0;
        if (size == 0) return (size_t) (chunk - from->in);
    }
}

static void serve(int index) {
    struct connection *from = &connections[index];
    for (size_t all; (all = whole(from)) > 0;) {
        char *path = strchr(from->in, '/');
        if (path && strncmp(path, "/2018-06-01/runtime/invocation/next", 35) == 0) {
            waiting = index;
        } else if (path && strstr(path, "/response ")) {
            answered = 1;
            answer(from->fd, "202 Accepted", "", "{\"status\":\"OK\"}");
        } else if (path && strncmp(path, "/2020-01-01/extension/register", 30) == 0) {
            answer(from->fd, "200 OK", "Lambda-Extension-Identifier: 1\r\n", "{}");
        } else if (!path || strncmp(path, "/2020-01-01/extension/event/next", 32) != 0) {
            fprintf(stderr, "the function failed: %.*s\n", (int) all, from->in);
            exit(1);
        }
        memmove(from->in, from->in + all, from->got - all);
        from->got -= all;
    }
}

/* Waits for something to come, and takes it. */
static void step(void) {
    struct pollfd all[CONNECTIONS + 1] = {{.fd = listening, .events = POLLIN}};
    for (int i = 0; i < CONNECTIONS; i++) all[i + 1] = (struct pollfd) {.fd = connections[i].fd, .events = POLLIN};
    if (poll(all, CONNECTIONS + 1, 20000) <= 0) fail("the function keeps quiet: poll");
    if (all[0].revents) {
        int slot = 0, on = 1;
        while (slot < CONNECTIONS && connections[slot].fd >= 0) slot++;
        if (slot == CONNECTIONS) fail("too many connections");
        connections[slot].fd = accept(listening, NULL, NULL);
        connections[slot].got = 0;
        setsockopt(connections[slot].fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        struct connection *from = &connections[i];
        if (!all[i + 1].revents || from->fd < 0) continue;
        ssize_t more = read(from->fd, from->in + from->got, ROOM - 1 - from->got);
        if (more <= 0) {
            close(from->fd);
            from->fd = -1;
            if (waiting == i) waiting = -1;
            continue;
        }
        from->got += (size_t) more;
        serve(i);
    }
}

static double call(const char *event) {
    char out[4096];
    while (waiting < 0) step();
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    int length = snprintf(out, sizeof out,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-%012ld\r\n"
        "Lambda-Runtime-Deadline-Ms: %ld\r\nLambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-central-1:123456789012:function:bench\r\n"
        "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1\r\n"
        "Content-Length: %zu\r\n\r\n%s", ++id, (long) t.tv_sec * 1000 + 30000, strlen(event), event);
    int fd = connections[waiting].fd;
    waiting = -1;
    answered = 0;
    double begun = now();
    send_all(fd, out, (size_t) length);
    while (!answered) step();
    return now() - begun;
}

static int listen_on_loopback(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    char api[32];
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (bind(fd, (struct sockaddr *) &address, size) != 0 || listen(fd, CONNECTIONS) != 0) fail("listen");
    getsockname(fd, (struct sockaddr *) &address, &size);
    snprintf(api, sizeof api, "127.0.0.1:%d", ntohs(address.sin_port));
    setenv("AWS_LAMBDA_RUNTIME_API", api, 1);
    return fd;
}

int main(int count, char **words) {
    if (count < 3) return 2;
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < CONNECTIONS; i++) connections[i].fd = -1;
    listening = listen_on_loopback();
    double begun = now();
    function = fork();
    if (function == 0) {
        setpgid(0, 0);
        dup2(2, 1);
        close(0);
        execvp(words[2], words + 2);
        perror(words[2]);
        _exit(127);
    }
    while (waiting < 0) step();
    printf("%.1f %d\n", (now() - begun) / 1e3, (int) function);
    fflush(stdout);
    char line[32];
    while (fgets(line, sizeof line, stdin)) {
        for (long left = atol(line); left > 0; left--) printf("%.1f ", call(words[1]));
        while (waiting < 0) step();
        printf("\n");
        fflush(stdout);
    }
    begun = now();
    kill(function, SIGTERM);
    int status;
    waitpid(function, &status, 0);
    printf("%.1f\n", (now() - begun) / 1e3);
    kill(-function, SIGKILL);
    return 0;
}
