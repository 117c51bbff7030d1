// A runtime of bare bytes for the Lambda Runtime API. The first word of an event says what it does; whatever is no such
// word comes back as it is.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROOT "/2018-06-01/runtime/"

static int channel = -1;
static char in[65536];
static size_t have, at;

static char id[256], before[256];
static char *event;
static size_t event_bytes;
static char answer[65536];

static void fail(const char *why) {
  perror(why);
  exit(70);
}

static void hang_up(void) {
  if (channel >= 0) close(channel);
  channel = -1;
}

static void dial(void) {
  hang_up();
  char host[64];
  snprintf(host, sizeof host, "%s", getenv("AWS_LAMBDA_RUNTIME_API"));
  char *colon = strchr(host, ':');
  *colon = 0;
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(atoi(colon + 1))};
  inet_pton(AF_INET, host, &to.sin_addr);
  channel = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  setsockopt(channel, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);  // it writes in pieces
  if (connect(channel, (struct sockaddr *)&to, sizeof to) != 0) fail("connect");
  have = at = 0;
}

static void say(const void *bytes, size_t length) {
  for (const char *from = bytes; length > 0;) {
    ssize_t written = write(channel, from, length);
    if (written <= 0) fail("write");
    from += written;
    length -= written;
  }
}

static void sayf(const char *format, ...) {
  char text[4096];
  va_list arguments;
  va_start(arguments, format);
  say(text, vsnprintf(text, sizeof text, format, arguments));
  va_end(arguments);
}

static int next_byte(void) {
  if (at == have) {
    ssize_t got = read(channel, in, sizeof in);
    if (got <= 0) exit(0);  // there is nobody any more
    have = got;
    at = 0;
  }
  return (unsigned char)in[at++];
}

static void line(char *to, size_t most) {
  size_t length = 0;
  for (int c = next_byte(); c != '\n'; c = next_byte())
    if (c != '\r' && length + 1 < most) to[length++] = (char)c;
  to[length] = 0;
}

// Reads one response: its status, and its body into a buffer of the caller's or one of its own.
static int hear(char **body, size_t *bytes) {
  char text[8192];
  size_t length = 0;
  line(text, sizeof text);
  int status = atoi(text + 9);
  for (line(text, sizeof text); *text; line(text, sizeof text)) {
    if (strncasecmp(text, "content-length:", 15) == 0) length = strtoul(text + 15, 0, 10);
    if (strncasecmp(text, "lambda-runtime-aws-request-id:", 30) == 0) sscanf(text + 30, " %255s", id);
  }
  *body = malloc(length + 1);
  for (size_t i = 0; i < length; i++) (*body)[i] = (char)next_byte();
  (*body)[length] = 0;
  *bytes = length;
  return status;
}

static int heard(void) {
  char *body;
  size_t bytes;
  int status = hear(&body, &bytes);
  snprintf(answer, sizeof answer, "%s", body);
  free(body);
  return status;
}

static void ask(void) { sayf("GET " ROOT "invocation/next HTTP/1.1\r\nHost: x\r\n\r\n"); }

static void take(void) {
  free(event);
  if (hear(&event, &event_bytes) != 200) fail("next");
}

static void send_post(const char *path, const char *headers, const void *body, size_t bytes) {
  sayf("POST " ROOT "%s HTTP/1.1\r\nHost: x\r\n%sContent-Length: %zu\r\n\r\n", path, headers, bytes);
  say(body, bytes);
}

static void send_answer(const char *kind, const char *headers, const void *body, size_t bytes) {
  char path[512];
  snprintf(path, sizeof path, "invocation/%s/%s", id, kind);
  send_post(path, headers, body, bytes);
}

static int post(const char *kind, const char *headers, const void *body, size_t bytes) {
  send_answer(kind, headers, body, bytes);
  return heard();
}

static void respond(const char *text) { post("response", "", text, strlen(text)); }

static void on_signal(int number) {
  (void)number;
  static const char words[] = "told to give up\n";
  if (write(1, words, sizeof words - 1) < 0) _exit(71);
  _exit(9);
}

static int is(const char *word) {
  size_t length = strlen(word);
  return strncmp(event, word, length) == 0 && (event[length] == 0 || event[length] == ' ');
}

static void big(size_t bytes) {
  char *body = malloc(bytes);
  memset(body, 'x', bytes);
  int status = post("response", "Content-Type: text/plain\r\n", body, bytes);
  printf("posted %zu bytes: %d %s", bytes, status, status == 202 ? "\n" : answer);
  fflush(stdout);
  free(body);
}

static void chunked(const char *trailers) {
  sayf("POST " ROOT "invocation/%s/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
       "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n", id);
  sayf("4\r\nin c\r\n");
  usleep(1000);
  sayf("5\r\nhunks\r\n0\r\n%s\r\n", trailers);
  heard();
}

static void chunk(const void *bytes, size_t length) {
  sayf("%zx\r\n", length);
  say(bytes, length);
  sayf("\r\n");
}

// Streams: how it goes on after the first bytes is the second word of the event.
static void stream(void) {
  const char *how = event + 7;
  int framed = strncmp(how, "framed", 6) == 0;
  sayf("POST " ROOT "invocation/%s/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
       "Content-Type: %s\r\nLambda-Runtime-Function-Response-Mode: streaming\r\n"
       "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n\r\n", id,
       framed ? "application/vnd.awslambda.http-integration-response" : "text/plain");
  if (framed) {  // the rest of the event is the prelude
    size_t length = strlen(how + 7);
    char *prelude = calloc(1, length + 8);
    memcpy(prelude, how + 7, length);
    chunk(prelude, length + 8);
    free(prelude);
  }
  chunk("begin ", 6);
  if (strncmp(how, "exit", 4) == 0) {
    usleep(100 * 1000);
    exit(3);
  }
  if (strncmp(how, "hang", 4) == 0)
    for (;;) pause();
  size_t bytes = framed ? 0 : strtoul(how + 6, 0, 10);
  char *block = calloc(1, 65536);
  for (size_t done = 0; done < bytes; done += 65536) chunk(block, 65536);
  free(block);
  sayf("3\r\nend\r\n0\r\n%s\r\n", strncmp(how, "broken", 6) ? "" :
       "Lambda-Runtime-Function-Error-Type: Function.Broke\r\n"
       "Lambda-Runtime-Function-Error-Body: eyJlcnJvclR5cGUiOiJGdW5jdGlvbi5Ccm9rZSJ9\r\n");
  printf("streamed %s: %d\n", how, heard());
  fflush(stdout);
}

// The statuses that calls out of turn get, in one response.
static void rules(void) {
  char text[4096];
  int unknown, again, second, early;
  char mine[256];
  memcpy(mine, id, sizeof mine);
  strcpy(id, "nobody");
  unknown = post("response", "", "x", 1);
  memcpy(id, mine, sizeof id);
  ask();
  take();
  again = strcmp(id, mine) == 0;
  send_post("init/error", "", "{}", 2);
  early = heard();
  snprintf(text, sizeof text, "unknown %d, again %s, init/error %d", unknown, again ? "same" : "other", early);
  respond(text);
  second = post("error", "", "{}", 2);
  printf("second %d\n", second);
  fflush(stdout);
}

// A post that comes byte by byte.
static void dribble(void) {
  char text[512];
  int length = snprintf(text, sizeof text,
      "POST " ROOT "invocation/%s/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
      "4\r\nbyte\r\n8\r\n by byte\r\n0\r\nX-Late: too\r\n\r\n", id);
  for (int i = 0; i < length; i++) {
    say(text + i, 1);
    if (i % 8 == 0) usleep(200);
  }
  heard();
}

// Posts for the event before, and then twice for its own, all in one go.
static void doubled(void) {
  char mine[256];
  memcpy(mine, id, sizeof mine);
  memcpy(id, before, sizeof id);
  send_answer("error", "", "{}", 2);
  memcpy(id, mine, sizeof id);
  send_answer("response", "", "once", 4);
  send_answer("response", "", "twice", 5);
  int late = heard(), first = heard(), second = heard();
  printf("late %d, first %d, second %d\n", late, first, second);
  fflush(stdout);
}

static void environment(void) {
  char text[4096];
  const char *names[] = {"_HANDLER", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_EXEC_WRAPPER",
                         "OPEN_RUNTIME_PROTOCOL"};
  size_t length = 0;
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    length += snprintf(text + length, sizeof text - length, "%s=%s\n", names[i], getenv(names[i]) ? getenv(names[i]) : "-");
  respond(text);
}

static void relay(void) {
  sayf("GET /2022-07-01/odd?x=1 HTTP/1.1\r\nHost: x\r\nLambda-Extension-Name: mine\r\n\r\n");
  int status = heard();
  char text[66000];
  snprintf(text, sizeof text, "%d %s", status, answer);
  respond(text);
}

static void handle(void) {
  if (is("fail"))
    post("error",
         "Content-Type: application/vnd.aws.lambda.error.cause+json\r\n"
         "Lambda-Runtime-Function-Error-Type: Function.Odd\r\n"
         "Lambda-Runtime-Function-XRay-Error-Cause: {\"paths\":[\"a\"]}\r\n",
         "no JSON at all", 14);
  else if (is("exit")) {
    printf("last words\n");
    exit(atoi(event + 4));
  } else if (is("abort"))
    abort();
  else if (is("last")) {  // exits right after its post
    send_answer("response", "", "the last", 8);
    exit(3);
  } else if (is("hang"))
    for (;;) pause();
  else if (is("silent")) {  // answers, and never asks again
    respond("silent");
    for (;;) pause();
  } else if (is("slow")) {
    usleep(300 * 1000);
    respond("slow but there");
  } else if (is("big"))
    big(strtoul(event + 4, 0, 10));
  else if (is("chunked"))
    chunked("");
  else if (is("broken"))
    chunked("Lambda-Runtime-Function-Error-Type: Function.Broke\r\n"
            "Lambda-Runtime-Function-Error-Body: eyJlcnJvclR5cGUiOiJGdW5jdGlvbi5Ccm9rZSJ9\r\n");
  else if (is("reconnect")) {
    dial();
    ask();
    take();
    dial();
    respond("came back");
  } else if (is("pipeline")) {  // response and next in one go; the main loop reads what comes of next
    send_answer("response", "", "piped", 5);
    ask();
    heard();
    take();
    handle();
  } else if (is("rules"))
    rules();
  else if (is("dribble"))
    dribble();
  else if (is("doubled"))
    doubled();
  else if (is("environment"))
    environment();
  else if (is("stream"))
    stream();
  else if (is("pid")) {
    char text[32];
    snprintf(text, sizeof text, "%d", getpid());
    respond(text);
  } else if (is("relay"))
    relay();
  else
    post("response", "Content-Type: application/octet-stream\r\n", event, event_bytes);
}

int main(int count, char **words) {
  signal(SIGTERM, on_signal);
  dial();
  if (count > 1 && strcmp(words[1], "broken") == 0) {
    const char *error = "{\"errorType\":\"Runtime.NoSuchThing\",\"errorMessage\":\"cannot load\",\"odd\":[1]}";
    send_post("init/error", "Lambda-Runtime-Function-Error-Type: Runtime.NoSuchThing\r\n", error, strlen(error));
    printf("init/error %d\n", heard());
    return 1;
  }
  for (;;) {
    ask();
    take();
    handle();
    memcpy(before, id, sizeof before);
  }
}
