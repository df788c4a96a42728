package io.github.openrouterjava.junit;

import io.github.openrouterjava.OpenRouter;
import io.github.openrouterjava.call.Clocks;
import io.github.openrouterjava.call.RetryPolicy;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A JUnit extension that gives a test a server of its own and a client for it: parameters of the types {@link
 * OpenRouterStub} and {@link OpenRouter}, of the test and of its methods before and after it.
 *
 * <pre>{@code
 * @ExtendWith(OpenRouterExtension.class)
 * class SummaryTest {
 *     @Test
 *     void aCutAnswerIsNotTakenForAWholeOne(OpenRouterStub server, OpenRouter openRouter) {
 *         server.answers(Answer.of("The sky is").cut());
 *         ...
 *     }
 * }
 * }</pre>
 *
 * <p>The test fails if an answer was asked for that it has not given, or one was given that nobody asked for; the latter
 * only if it has not failed already. Tests may run at the same time: each has its own server, made when it is first asked
 * for, and closed behind the test.
 *
 * <p>The client makes one attempt, so that each answer stands for one call, and waits 5 s for the first token and between
 * two. A test of retries or clocks sets its own: {@code openRouter.chat().stream(request, options -> options.retry(…))}, or
 * a client of its own for {@link OpenRouterStub#baseUrl()}.
 */
public final class OpenRouterExtension implements ParameterResolver, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(OpenRouterExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For {@code @ExtendWith} and {@code @RegisterExtension}. */
    public OpenRouterExtension() {
        // There is nothing to set.
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == OpenRouterStub.class || type == OpenRouter.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a server belongs to one test: take it as a parameter of the test, or of"
                            + " @BeforeEach or @AfterEach");
        }
        Store store = context.getStore(NAMESPACE);
        Given given = store.get(Given.class, Given.class);
        if (given == null) {
            given = Given.start();
            store.put(Given.class, given);
        }
        return parameter.getParameter().getType() == OpenRouter.class ? given.client : given.server;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Given given = context.getStore(NAMESPACE).remove(Given.class, Given.class);
        if (given != null) {
            given.client.close();
            given.server.close();
            given.server.verify(context.getExecutionException().isPresent());
        }
    }

    /** What one test was given. */
    private record Given(OpenRouterStub server, OpenRouter client) {

        static Given start() {
            var server = new OpenRouterStub();
            OpenRouter client = OpenRouter.builder()
                    .baseUrl(server.baseUrl())
                    .apiKey("sk-or-test")
                    .retry(RetryPolicy.NONE)
                    .clocks(Clocks.DEFAULT.firstToken(PATIENCE).idle(PATIENCE))
                    .build();
            return new Given(server, client);
        }
    }
}
