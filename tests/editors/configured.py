"""The set-ups of Helix and Zed: every key is one that the editor knows, and the command that they name serves the files that
they name. The editors themselves are not in Debian. Run by tests/editors/run."""

import json
import os
import subprocess
import tempfile
import tomllib
from pathlib import Path

# https://docs.helix-editor.com/languages.html: what is in none of these is an error there.
HELIX_LANGUAGE = {
    "name", "language-id", "scope", "injection-regex", "file-types", "shebangs", "roots", "auto-format", "diagnostic-severity",
    "comment-token", "comment-tokens", "block-comment-tokens", "indent", "language-servers", "grammar", "formatter",
    "soft-wrap", "text-width", "rulers", "path-completion", "workspace-lsp-roots", "persistent-diagnostic-sources", "debugger",
}
HELIX_SERVER = {"command", "args", "config", "timeout", "environment", "required-root-patterns"}
BROKEN = "hello = Process(name = 'hello', cmdlin = 'echo')\n"


def served(command: list[str], name: str, settings: object) -> list[str]:
    """The codes of the diagnostics that a server gives for a broken file of that name."""
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        def send(method: str, params: object, number: int | None = None) -> None:
            message = {"jsonrpc": "2.0", "method": method, "params": params}
            if number is not None:
                message["id"] = number
            body = json.dumps(message).encode()
            server.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            server.stdin.flush()

        def receive() -> dict:
            length = 0
            while line := server.stdout.readline().strip():
                length = int(line.split(b":")[1])
            return json.loads(server.stdout.read(length))

        options = {"capabilities": {}, "initializationOptions": settings}
        send("initialize", options, 1)
        assert "capabilities" in receive()["result"]
        send("initialized", {})
        uri = (Path(folder) / name).as_uri()
        document = {"uri": uri, "languageId": "aurora", "version": 1, "text": BROKEN}
        send("textDocument/didOpen", {"textDocument": document})
        while (message := receive()).get("method") != "textDocument/publishDiagnostics":
            assert message.get("method") != "window/showMessage", message
        send("shutdown", None, 2)
        while receive().get("id") != 2:
            pass
        send("exit", None)
        assert server.wait(60) == 0
        return [it["code"] for it in message["params"]["diagnostics"]]


def helix() -> int:
    """Checks what Helix is told; how many checks passed."""
    setup = tomllib.loads(Path("editors/helix/languages.toml").read_text())
    (language,) = setup["language"]
    assert set(setup) <= {"language", "language-server", "grammar", "use-grammars"}, set(setup)
    assert set(language) <= HELIX_LANGUAGE, set(language) - HELIX_LANGUAGE
    (name,) = language["language-servers"]
    server = setup["language-server"][name]
    assert set(server) <= HELIX_SERVER, set(server) - HELIX_SERVER
    assert language["indent"] == {"tab-width": 2, "unit": "  "}
    for ending in language["file-types"]:
        codes = served([server["command"], *server["args"]], f"hello.{ending}", server.get("config"))
        assert "E301" in codes, codes
    return 5 + len(language["file-types"])


def zed() -> int:
    """Checks what Zed is told; how many checks passed."""
    setup = json.loads(Path("editors/zed/settings.json").read_text())
    assert set(setup) == {"file_types", "lsp", "languages"}, set(setup)
    ((language, endings),) = setup["file_types"].items()
    servers = setup["languages"][language]["language_servers"]
    (name,) = [it for it in servers if it != "..."]
    server = setup["lsp"][name]
    assert set(server) <= {"binary", "initialization_options", "settings"}, set(server)
    binary = server["binary"]
    for ending in endings:
        command = [binary["path"], *binary["arguments"]]
        codes = served(command, f"hello.{ending}", server.get("initialization_options"))
        assert "E301" in codes, codes
    return 2 + len(endings)


os.chdir(Path(__file__).parent.parent.parent)
print(f"helix: {helix()} checks passed")
print(f"zed: {zed()} checks passed")
