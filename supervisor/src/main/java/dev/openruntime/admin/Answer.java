package dev.openruntime.admin;

/**
 * What a client is answered.
 *
 * @param status of HTTP
 * @param type of the body
 * @param allow the methods that there are, for one that isn't; else empty
 */
record Answer(int status, String type, String body, String allow) {

    private static final String JSON = "application/json";

    static Answer json(int status, String body) {
        return new Answer(status, JSON, body, "");
    }

    static Answer text(int status, String type, String body) {
        return new Answer(status, type, body, "");
    }

    /** It isn't done; the message says what and why. */
    static Answer refusal(int status, String message) {
        return json(status, Json.object(json -> json.writeStringField("error", message)));
    }

    static Answer otherMethod(String allowed) {
        Answer answer = refusal(405, "there is no such method here; there is: " + allowed);
        return new Answer(answer.status, answer.type, answer.body, allowed);
    }
}
