/* Middleware that answers 413 itself where an event is larger than its first argument, in bytes.
   It speaks the worker protocol, docs/worker-protocol.md, with nothing but the C library. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static FILE *frames; /* where frames go; descriptor 1 itself leads to standard error */

static void send_frame(const char *header, const char *body) {
  uint32_t length[2] = {strlen(header), strlen(body)};
  for (int i = 0; i < 2; i++)
    for (int shift = 24; shift >= 0; shift -= 8) putc(length[i] >> shift & 0xff, frames);
  fputs(header, frames);
  fputs(body, frames);
  if (fflush(frames)) exit(1); /* the supervisor is gone */
}

/* Reads 4 bytes, big-endian; exits where the input ends (P61). */
static uint32_t number(void) {
  unsigned char b[4];
  if (fread(b, 1, 4, stdin) < 4) exit(0);
  return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Reads so many bytes into a string. */
static char *bytes(uint32_t length) {
  char *read = malloc((size_t)length + 1);
  if (!read || fread(read, 1, length, stdin) < length) exit(1);
  read[length] = 0;
  return read;
}

/* Finds the value of a member of this object itself, not of one inside of it; "" if there is none. */
static const char *member(const char *json, const char *name) {
  size_t length = strlen(name);
  int depth = 0;
  for (const char *at = json; *at; at++) {
    if (*at == '{' || *at == '[') depth++;
    if (*at == '}' || *at == ']') depth--;
    if (*at != '"') continue;
    const char *text = ++at;
    while (*at && *at != '"') at += *at == '\\' && at[1] ? 2 : 1;
    if (!*at) break;
    if (depth == 1 && (size_t)(at - text) == length && !strncmp(text, name, length)) {
      const char *value = at + 1 + strspn(at + 1, " \t\r\n");
      if (*value == ':') return value + 1 + strspn(value + 1, " \t\r\n");
    }
  }
  return "";
}

static int is(const char *value, const char *word) {
  size_t length = strlen(word);
  return *value == '"' && !strncmp(value + 1, word, length) && value[length + 1] == '"';
}

int main(int count, char **arguments) {
  uint32_t limit = count > 1 ? strtoul(arguments[1], NULL, 10) : 1024;
  char header[160], response[160];
  frames = fdopen(dup(1), "w");
  if (!frames || dup2(2, 1) < 0) return 1;
  send_frame("{\"type\":\"ready\",\"protocol\":1,\"hooks\":[\"before\"],\"concurrency\":1}", "");
  for (;;) {
    uint32_t header_length = number(), body_length = number();
    char *head = bytes(header_length), *body = bytes(body_length);
    const char *type = member(head, "type");
    if (is(type, "shutdown")) return 0;
    if (is(type, "invoke")) {
      int large = body_length > limit;
      snprintf(header, sizeof header, "{\"type\":\"result\",\"id\":%lld,\"action\":\"%s\"}",
               strtoll(member(head, "id"), NULL, 10), large ? "respond" : "continue");
      snprintf(response, sizeof response, "{\"statusCode\":413,\"body\":\"at most %u bytes, not %u\"}", limit,
               body_length);
      send_frame(header, large ? response : "");
    } /* else a cancel that isn't heard (P53), or what this program doesn't know (P15) */
    free(head);
    free(body);
  }
}
