from ..common import HelpdeskCommon


class SolutionCommon(HelpdeskCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Solution = cls.env["property.solution"]

    @classmethod
    def _create_solution(cls, author=None, **values):
        """Return a solution written by the agent, unless another author is given."""
        return (
            cls.Solution.with_user(author or cls.user_agent)
            .create({"name": "Leak", "steps": "<p>Change the washer</p>", **values})
            .with_env(cls.env)
        )

    @classmethod
    def _create_approved(cls, author=None, **values):
        solution = cls._create_solution(author, **values)
        solution.with_user(author or cls.user_agent).action_submit()
        solution.with_user(cls.user_dispatcher).action_approve()
        return solution
