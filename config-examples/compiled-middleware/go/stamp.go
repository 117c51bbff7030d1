// Middleware that puts the time a function took into its response, as the header x-took.
// It speaks the worker protocol, docs/worker-protocol.md, with nothing but Go's standard library.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"
)

type header struct {
	Type string `json:"type"`
	ID   int64  `json:"id"`
	Hook string `json:"hook"`
}

type object = map[string]any

// send writes a frame with one system call where it is small (P82).
func send(out *bufio.Writer, head object, body []byte) error {
	text, err := json.Marshal(head)
	if err != nil {
		return err
	}
	var lengths [8]byte
	binary.BigEndian.PutUint32(lengths[:4], uint32(len(text)))
	binary.BigEndian.PutUint32(lengths[4:], uint32(len(body)))
	out.Write(lengths[:])
	out.Write(text)
	out.Write(body)
	return out.Flush() // also returns what the writes above met with
}

// receive reads a frame, in however many pieces it comes (P13). io.EOF: the supervisor is gone (P61).
func receive(in *bufio.Reader) (head header, body []byte, err error) {
	var lengths [8]byte
	if _, err = io.ReadFull(in, lengths[:]); err != nil {
		return
	}
	text := make([]byte, binary.BigEndian.Uint32(lengths[:4]))
	body = make([]byte, binary.BigEndian.Uint32(lengths[4:]))
	if _, err = io.ReadFull(in, text); err != nil {
		return
	}
	if _, err = io.ReadFull(in, body); err != nil {
		return
	}
	err = json.Unmarshal(text, &head)
	return
}

// after adds the header to a response, or says why it can't.
func after(response []byte, took time.Duration) ([]byte, error) {
	var members object
	if err := json.Unmarshal(response, &members); err != nil {
		return nil, fmt.Errorf("the response is no JSON object: %w", err)
	}
	headers, _ := members["headers"].(object)
	if headers == nil {
		headers = object{}
	}
	headers["x-took"] = took.Round(10 * time.Microsecond).String()
	if members == nil {
		members = object{}
	}
	members["headers"] = headers
	return json.Marshal(members)
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	os.Stdout = os.Stderr // what is printed from here on stays out of the frames (P22)
	ready := object{"type": "ready", "protocol": 1, "hooks": []string{"before", "after"}, "concurrency": 1,
		"noBody": []string{"before"}}
	began := time.Now()
	for err := send(out, ready, nil); err == nil; {
		head, body, broken := receive(in)
		if broken != nil || head.Type == "shutdown" {
			return
		}
		if head.Type != "invoke" {
			continue // a cancel that isn't heard (P53), or what this program doesn't know (P15)
		}
		result := object{"type": "result", "id": head.ID, "action": "continue"}
		if head.Hook == "before" {
			began, body = time.Now(), nil
		} else if changed, problem := after(body, time.Since(began)); problem == nil {
			result["action"], body = "replace", changed
		} else {
			result["action"] = "fail"
			body, _ = json.Marshal(object{"errorType": "Stamp", "errorMessage": problem.Error(), "stackTrace": []string{}})
		}
		err = send(out, result, body)
	}
}
