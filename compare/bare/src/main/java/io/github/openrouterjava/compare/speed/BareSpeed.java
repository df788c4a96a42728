package io.github.openrouterjava.compare.speed;

import java.net.URI;
import java.util.Arrays;

/**
 * What no client can be faster than: the body's bytes, its ends of lines counted, and in paced streams the times found.
 * Over a socket by hand or, with the argument {@code jdk}, over the JDK's HTTP client.
 */
public final class BareSpeed implements Subject {
    static final String BODY =
            "{\"model\":\"openai/gpt-5-mini\",\"messages\":[{\"role\":\"user\",\"content\":\"Go.\"}],\"stream\":true}";

    private final boolean jdk;

    private BareSpeed(boolean jdk) {
        this.jdk = jdk;
    }

    public static void main(String... args) throws Exception {
        SpeedDriver.run(new BareSpeed(args[0].equals("jdk")), Arrays.copyOfRange(args, 1, args.length));
    }

    @Override
    public String name() {
        return jdk ? "bare JDK client" : "bare socket";
    }

    @Override
    public Class<?> library() {
        return Object.class;
    }

    @Override
    public Caller open(String baseUrl) {
        URI uri = URI.create(baseUrl.concat("/chat/completions"));
        return jdk ? new BareJdk(uri) : new BareSockets(uri);
    }
}
